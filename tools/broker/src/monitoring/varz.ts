import os from 'node:os';
import { AUTHORIZATION_TIMEOUT_MS } from '../nats/authorization';
import { NATS_VERSION } from '../nats/server';
import { nanoseconds, timeText, uptimeText } from './time';
import type { Endpoint } from './view';

/** `/varz`: the core as a whole. What it does not have is shown as the real one shows it when it is off. */
export const varz: Endpoint = ({ server, clock, startedAt, port, requests }) => {
  const { limits, traffic } = server;
  const { inserts, removes } = server.router.statistics;
  const now = clock.now();
  return {
    server_id: server.id,
    server_name: server.id,
    version: NATS_VERSION,
    proto: 1,
    go: `node ${process.version}`,
    host: server.host,
    port: server.port,
    max_connections: Number.isFinite(limits.maxConnections) ? limits.maxConnections : -1,
    ping_interval: nanoseconds(limits.pingInterval),
    ping_max: limits.pingMax,
    http_host: server.host,
    http_port: port,
    http_base_path: '',
    https_port: 0,
    auth_timeout: AUTHORIZATION_TIMEOUT_MS / 1000,
    max_control_line: limits.maxControlLine,
    max_payload: limits.maxPayload,
    max_pending: limits.maxPending,
    cluster: {},
    gateway: {},
    leaf: {},
    mqtt: {},
    websocket: {},
    jetstream: {},
    tls_timeout: 2,
    write_deadline: nanoseconds(limits.writeDeadline),
    start: timeText(startedAt),
    now: timeText(now),
    uptime: uptimeText(now - startedAt),
    mem: process.memoryUsage.rss(),
    cores: os.cpus().length,
    gomaxprocs: 1,
    cpu: cpuPercent(),
    connections: server.connections.length,
    total_connections: server.totalConnections,
    routes: 0,
    remotes: 0,
    leafnodes: 0,
    in_msgs: traffic.inMessages,
    out_msgs: traffic.outMessages,
    in_bytes: traffic.inBytes,
    out_bytes: traffic.outBytes,
    slow_consumers: server.slowConsumers,
    subscriptions: inserts - removes,
    http_req_stats: Object.fromEntries([...requests].sort()),
    config_load_time: timeText(startedAt),
    system_account: '$SYS',
    ocsp_peer_cache: {},
  };
};

/** Of one core, since the process began. */
function cpuPercent(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / process.uptime() / 1e4);
}
