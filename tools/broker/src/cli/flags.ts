import type { FlagKind, FlagKinds } from './go-flags';
import { REFUSED_FLAGS } from './refusals';

/** A flag that the command has (behaviour document, section 5). */
export interface Flag {
  /** Short and long ones, as they are written after the dash. */
  readonly names: readonly string[];
  readonly kind: FlagKind;
  /** A line of the usage. */
  readonly help: string;
}

export const FLAGS = {
  port: {
    names: ['p', 'port'],
    kind: 'integer',
    help: 'Port for clients; -1 is a free one (default: 4222)',
  },
  address: {
    names: ['a', 'addr', 'net'],
    kind: 'text',
    help: 'Address to listen on (default: 127.0.0.1)',
  },
  clusterID: {
    names: ['cid', 'cluster_id'],
    kind: 'text',
    help: 'Cluster ID (default: test-cluster)',
  },
  storeType: {
    names: ['st', 'store'],
    kind: 'text',
    help: 'Where messages are kept: MEMORY or FILE (default: MEMORY)',
  },
  storeDir: {
    names: ['dir'],
    kind: 'text',
    help: 'Folder of a FILE store; it survives the server',
  },
  heartbeatInterval: {
    names: ['hbi', 'hb_interval'],
    kind: 'duration',
    help: 'Interval at which the server sends a heartbeat to a client (default: 30s)',
  },
  heartbeatTimeout: {
    names: ['hbt', 'hb_timeout'],
    kind: 'duration',
    help: 'How long it waits for the response (default: 10s)',
  },
  heartbeatFailCount: {
    names: ['hbf', 'hb_fail_count'],
    kind: 'integer',
    help: 'Failed heartbeats before it closes the client (default: 10)',
  },
  maxChannels: {
    names: ['mc', 'max_channels'],
    kind: 'integer',
    help: 'Max number of channels, 0 is unlimited (default: 100)',
  },
  maxSubscriptionsPerChannel: {
    names: ['msu', 'max_subs'],
    kind: 'integer',
    help: 'Max number of subscriptions per channel (default: 1000)',
  },
  maxMessages: {
    names: ['mm', 'max_msgs'],
    kind: 'integer',
    help: 'Max number of messages per channel (default: 1000000)',
  },
  maxBytes: {
    names: ['mb', 'max_bytes'],
    kind: 'text',
    help: 'Max size of the messages of a channel, like 64MB (default: 1024000000)',
  },
  maxAge: {
    names: ['ma', 'max_age'],
    kind: 'duration',
    help: 'Max time that a message is kept, like 24h (default: 0s)',
  },
  maxInactivity: {
    names: ['mi', 'max_inactivity'],
    kind: 'duration',
    help: 'Time without use after which a channel is deleted (default: 0s)',
  },
  replaceDurable: {
    names: ['replace_durable'],
    kind: 'boolean',
    help: "A client's durable that is active goes to its next subscription",
  },
  monitoringPort: {
    names: ['m', 'http_port'],
    kind: 'integer',
    help: 'Port for the monitoring over HTTP; -1 is a free one (default: none)',
  },
  user: { names: ['user'], kind: 'text', help: 'User that clients have to name' },
  password: { names: ['pass'], kind: 'text', help: 'Password that they have to know' },
  token: { names: ['auth'], kind: 'text', help: 'Token that they have to know instead' },
  config: { names: ['c', 'config'], kind: 'text', help: 'Configuration file' },
  streamingConfig: {
    names: ['sc', 'stan_config'],
    kind: 'text',
    help: 'Configuration file of the streaming layer, if it has its own',
  },
  check: { names: ['t'], kind: 'boolean', help: 'Check the configuration file, and end' },
  debug: {
    names: ['SD', 'stan_debug', 'SDV'],
    kind: 'boolean',
    help: 'Show what clients do: STREAM debug lines',
  },
  trace: {
    names: ['SV', 'stan_trace', 'SDV'],
    kind: 'boolean',
    help: 'Show every message: STREAM trace lines',
  },
  coreDebug: {
    names: ['D', 'debug', 'DV', 'DVV'],
    kind: 'boolean',
    help: 'Show what the core knows of broken connections',
  },
  coreTrace: {
    names: ['V', 'trace', 'DV', 'VV', 'DVV'],
    kind: 'boolean',
    help: 'Accepted; the core of this server has no trace lines',
  },
  logTime: {
    names: ['T', 'logtime'],
    kind: 'boolean',
    help: 'Log lines begin with date and time (default: true)',
  },
  logFile: { names: ['l', 'log'], kind: 'text', help: 'File to log to' },
  pidFile: { names: ['P', 'pid'], kind: 'text', help: 'File to write the process id to' },
  portsDir: {
    names: ['ports_file_dir'],
    kind: 'text',
    help: 'Directory for a file that says the ports; goes well with -p -1',
  },
  help: { names: ['h', 'help'], kind: 'boolean', help: 'Show this message' },
  version: { names: ['v', 'version'], kind: 'boolean', help: 'Show the version' },
} as const satisfies Record<string, Flag>;

/** What only a configuration file can say (section 5.4), under names that are no flags. */
export const FILE_ONLY = {
  maxPayload: { names: ['max_payload'], kind: 'integer' },
  maxConnections: { names: ['max_connections'], kind: 'integer' },
  maxPending: { names: ['max_pending'], kind: 'integer' },
  maxControlLine: { names: ['max_control_line'], kind: 'integer' },
  maxSubscriptions: { names: ['max_subscriptions'], kind: 'integer' },
  pingInterval: { names: ['ping_interval'], kind: 'duration' },
  pingMax: { names: ['ping_max'], kind: 'integer' },
  writeDeadline: { names: ['write_deadline'], kind: 'duration' },
  authTimeout: { names: ['auth_timeout'], kind: 'duration' },
} as const satisfies Record<string, Omit<Flag, 'help'>>;

/**
 * What the real server has beside them and needs no answer here: it tunes files and logs, or says how the
 * real server speaks to itself, or what it is called. The last letter tells the kind: see KINDS.
 */
const ACCEPTED = `
  file_compact_enabled! file_compact_frag# file_compact_interval# file_compact_min_size
  file_buffer_size file_read_buffer_size file_crc! file_crc_poly# file_sync! file_auto_sync~
  file_slice_max_msgs# file_slice_max_bytes file_slice_max_age~ file_slice_archive_script
  file_fds_limit# file_parallel_recovery# file_truncate_bad_eof! io_batch_size# io_sleep_time#
  log_size_limit# logtime_utc! max_traced_msg_len# s! syslog! r remote_syslog syslog_name
  n name server_name sd store_dir js! jetstream!
`;

const KINDS: Readonly<Record<string, FlagKind>> = {
  '!': 'boolean',
  '#': 'integer',
  '~': 'duration',
};

const kindsOf = (list: string): [string, FlagKind][] =>
  [...list.matchAll(/(\w+)(\W)?(?=\s|$)/g)].map(([, name, kind]) => [
    name!,
    KINDS[kind!] ?? 'text',
  ]);

/** Every name that the real server knows. */
export const FLAG_KINDS: FlagKinds = new Map([
  ...kindsOf(REFUSED_FLAGS),
  ...kindsOf(ACCEPTED),
  ...Object.values<Flag>(FLAGS).flatMap(({ names, kind }) =>
    names.map((name): [string, FlagKind] => [name, kind]),
  ),
]);
