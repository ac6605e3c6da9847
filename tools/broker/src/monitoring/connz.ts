import type { Connection } from '../nats/connection';
import { byName, cut, pageOf } from './page';
import { timeText, uptimeText } from './time';
import { BadQueryError, type Endpoint } from './view';

/** `/connz`: the open connections, the oldest first; `?subs=1` with their subjects. */
export const connz: Endpoint = ({ server, clock }, query) => {
  for (const name of ['offset', 'limit']) checkInteger(name, query.get(name));
  const page = pageOf(query);
  const all = server.connections;
  const shown = cut(all, page);
  const now = clock.now();
  const withSubjects = ['1', 'true'].includes(query.get('subs') ?? '');
  return {
    server_id: server.id,
    now: timeText(now),
    num_connections: shown.length,
    total: all.length,
    offset: page.offset,
    limit: page.limit,
    connections: shown.map((connection) => connectionState(connection, now, withSubjects)),
  };
};

function connectionState(connection: Connection, now: number, withSubjects: boolean): object {
  const { traffic, address, options, subjects } = connection;
  return {
    cid: connection.id,
    kind: 'Client',
    type: 'nats',
    ip: address.remoteAddress ?? '',
    port: address.remotePort ?? 0,
    start: timeText(connection.openedAt),
    last_activity: timeText(connection.lastActivity),
    uptime: uptimeText(now - connection.openedAt),
    idle: uptimeText(now - connection.lastActivity),
    pending_bytes: connection.pendingBytes,
    in_msgs: traffic.inMessages,
    out_msgs: traffic.outMessages,
    in_bytes: traffic.inBytes,
    out_bytes: traffic.outBytes,
    subscriptions: subjects.length,
    ...(options.name && { name: options.name }),
    ...(options.lang && { lang: options.lang }),
    ...(options.version && { version: options.version }),
    ...(withSubjects && subjects.length > 0 && { subscriptions_list: subjects.sort(byName) }),
  };
}

/** Section 6: the core, unlike the streaming layer, refuses what is no number. */
function checkInteger(name: string, text: string | null): void {
  if (!text || /^[+-]?\d+$/.test(text)) return;
  throw new BadQueryError(
    `Error decoding int for '${name}': strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
}
