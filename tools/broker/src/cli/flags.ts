import type { FlagKind, FlagKinds } from './go-flags';

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
  debug: {
    names: ['SD', 'stan_debug'],
    kind: 'boolean',
    help: 'Show what clients do: STREAM debug lines',
  },
  help: { names: ['h', 'help'], kind: 'boolean', help: 'Show this message' },
  version: { names: ['v', 'version'], kind: 'boolean', help: 'Show the version' },
} as const satisfies Record<string, Flag>;

/**
 * What the real server has beside them. They are refused, never ignored: whoever asks for a store on
 * disk must not get one in memory. `!` marks those that are boolean.
 */
const OTHERS = `
  m http_port ms https_port st store dir mc max_channels msu max_subs mm max_msgs mb max_bytes
  ma max_age mi max_inactivity ns nats_server sc stan_config c config ft_group sl signal replace_durable!
  clustered! cluster_node_id cluster_bootstrap! cluster_peers cluster_log_path cluster_log_cache_size
  cluster_log_snapshots cluster_trailing_logs cluster_sync! cluster_raft_logging!
  cluster_allow_add_remove_node! encrypt! encryption_cipher encryption_key
  file_compact_enabled! file_compact_frag file_compact_interval file_compact_min_size file_buffer_size
  file_read_buffer_size file_crc! file_crc_poly file_sync! file_auto_sync file_slice_max_msgs
  file_slice_max_bytes file_slice_max_age file_slice_archive_script file_fds_limit
  file_parallel_recovery file_truncate_bad_eof! io_batch_size io_sleep_time
  sql_driver sql_source sql_no_caching! sql_max_open_conns sql_bulk_insert_limit
  secure! tls_client_key tls_client_cert tls_client_cacert tls! tlscert tlskey tlsverify! tlscacert
  help_tls! SV! stan_trace! SDV! D! debug! V! trace! DV! VV! DVV! T! logtime! l log log_size_limit
  s! syslog! r remote_syslog syslog_name P pid ports_file_dir user pass auth routes cluster
  cluster_name cluster_listen cluster_advertise client_advertise connect_retries no_advertise!
  n name server_name profile t! sd store_dir js! jetstream!
`;

const others = new Map(
  OTHERS.trim()
    .split(/\s+/)
    .map((word): [string, FlagKind] =>
      word.endsWith('!') ? [word.slice(0, -1), 'boolean'] : [word, 'text'],
    ),
);

/** Every name that the real server knows. */
export const FLAG_KINDS: FlagKinds = new Map([
  ...others,
  ...Object.values<Flag>(FLAGS).flatMap(({ names, kind }) =>
    names.map((name): [string, FlagKind] => [name, kind]),
  ),
]);

/** True if the real server has the flag and this one does not. */
export function isUnsupported(name: string): boolean {
  return others.has(name);
}
