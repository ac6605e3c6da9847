/** How the value of a key is checked and read. */
export type KeyKind =
  | 'string'
  | 'int64'
  | 'bool'
  /** A number of bytes, which the flag takes as text. */
  | 'size'
  /** Text like `5s`. */
  | 'duration'
  /** As duration; a number is seconds, which the real server discourages. */
  | 'seconds';

/** A key and the flag that says the same; `flag` may be one that only a file can give. */
export interface Key {
  readonly names: readonly string[];
  readonly kind: KeyKind;
  readonly flag: string;
}

const keys = (kind: KeyKind, flags: Readonly<Record<string, string>>): Key[] =>
  Object.entries(flags).map(([flag, names]) => ({ names: names.split(' '), kind, flag }));

/** Of the NATS layer (behaviour document, section 5.4). Names are in lower case. */
export const CORE_KEYS: readonly Key[] = [
  ...keys('int64', {
    p: 'port',
    m: 'http_port monitor_port',
    ms: 'https_port',
    max_payload: 'max_payload',
    max_connections: 'max_connections max_conn',
    max_pending: 'max_pending',
    max_control_line: 'max_control_line',
    max_subscriptions: 'max_subscriptions max_subs',
    ping_max: 'ping_max',
    log_size_limit: 'logfile_size_limit log_size_limit',
  }),
  ...keys('string', {
    a: 'host net',
    n: 'server_name',
    l: 'log_file logfile',
    P: 'pid_file pidfile',
    ports_file_dir: 'ports_file_dir',
  }),
  ...keys('bool', { D: 'debug', V: 'trace', T: 'logtime', s: 'syslog' }),
  ...keys('seconds', { ping_interval: 'ping_interval', write_deadline: 'write_deadline' }),
];

/** Parts of the core that this server has not: each is refused, or does not matter (see `refusals.ts`). */
export const OTHER_CORE_KEYS: ReadonlySet<string> = new Set(
  `tls cluster gateway leaf leafnodes accounts system_account system operator operators roots resolver
  resolver_preload trusted trusted_keys websocket mqtt no_auth_user default_permissions client_advertise
  https`.split(/\s+/),
);

/** Of the streaming layer. */
export const STREAMING_KEYS: readonly Key[] = [
  ...keys('string', {
    cid: 'id cid cluster_id',
    st: 'st store_type store storetype',
    dir: 'dir datastore',
    discover_prefix: 'discover_prefix',
    ns: 'ns nats_server nats_server_url',
    ft_group: 'ft_group ft_group_name',
    syslog_name: 'syslog_name',
    encryption_cipher: 'encryption_cipher',
    encryption_key: 'encryption_key',
    // The real server's own connections say them; this one has none.
    own_username: 'username user',
    own_password: 'password pass',
    own_token: 'token',
    own_credentials: 'credentials',
    own_nkey: 'nkey_seed_file',
  }),
  ...keys('bool', {
    SD: 'sd stan_debug',
    SV: 'sv stan_trace',
    secure: 'secure',
    partitioning: 'partitioning',
    encrypt: 'encrypt',
    replace_durable:
      'replace_durable replace_durables replace_duplicate_durable replace_duplicate_durables',
  }),
  ...keys('duration', {
    hbi: 'hbi hb_interval server_to_client_hb_interval',
    hbt: 'hbt hb_timeout server_to_client_hb_timeout',
  }),
  ...keys('int64', { hbf: 'hbf hb_fail_count server_to_client_hb_fail_count' }),
];

/** Of `store_limits` (section 3.6). */
export const LIMIT_KEYS: readonly Key[] = [
  ...keys('int64', {
    mc: 'mc max_channels maxchannels',
    mm: 'mm max_msgs maxmsgs max_count maxcount',
    msu: 'msu max_subs max_subscriptions maxsubscriptions',
  }),
  ...keys('size', { mb: 'mb max_bytes maxbytes' }),
  ...keys('duration', { ma: 'ma max_age maxage', mi: 'mi max_inactivity maxinactivity' }),
];

/** Of `file`: what they tune is done in another way here, so they are read and change nothing. */
export const FILE_KEYS: readonly Key[] = [
  ...keys('bool', {
    file_compact_enabled: 'compact compact_enabled',
    file_crc: 'crc do_crc',
    file_sync: 'sync do_sync sync_on_flush',
  }),
  ...keys('int64', {
    file_compact_frag: 'compact_frag compact_fragmentation',
    file_compact_interval: 'compact_interval',
    file_compact_min_size: 'compact_min_size',
    file_buffer_size: 'buffer_size',
    file_read_buffer_size: 'file_read_buffer_size read_buffer_size',
    file_crc_poly: 'crc_poly',
    file_slice_max_msgs: 'slice_max_msgs slice_max_count slice_msgs slice_count',
    file_slice_max_bytes: 'slice_max_bytes slice_max_size slice_bytes slice_size',
    file_fds_limit: 'file_descriptors_limit fds_limit',
    file_parallel_recovery: 'parallel_recovery',
  }),
  ...keys('string', {
    file_slice_archive_script: 'slice_archive_script slice_archive slice_script',
  }),
  ...keys('duration', {
    file_slice_max_age: 'slice_max_age slice_age slice_max_time slice_time_limit',
    file_auto_sync: 'file_auto_sync auto_sync',
  }),
];
