import { setTimeout as wait } from 'node:timers/promises';
import { serverCommand, ServerProcess } from '@workbook/broker/process';
import { OwnPort } from './own-port';
import type { Server, ServerOptions, Settleable } from './server';

/** A quiet round carries this much on each connection: the client's PING and the server's PONG. */
const PING_AND_PONG = 'PING\r\n'.length + 'PONG\r\n'.length;

/** The real server hands messages from one internal connection to another: one quiet round can be a pause. */
const QUIET_ROUNDS = 3;
const BETWEEN_ROUNDS_MS = 10;

/**
 * The program `command` as a process of its own, on a free port of 127.0.0.1, in real time.
 *
 * @param dir where it keeps its messages; undefined: in memory
 * @throws if it ends before it is ready; the message holds what it printed
 */
export async function startRealServer(
  command: string,
  options: ServerOptions,
  dir: string | undefined,
): Promise<Server> {
  const { clusterID, heartbeatInterval, heartbeatTimeout, heartbeatFailCount, flags } = options;
  const args = [
    ...['-a', '127.0.0.1', '-cid', clusterID],
    ...['-hbi', heartbeatInterval, '-hbt', heartbeatTimeout, '-hbf', String(heartbeatFailCount)],
    ...(dir === undefined ? [] : ['-st', 'FILE', '-dir', dir]),
    ...flags,
  ];
  const own = await OwnPort.take();
  const port = String(own.number);
  const start = async (): Promise<ServerProcess> => {
    const server = new ServerProcess(serverCommand(command), [...args, '-p', port]);
    await server.ready();
    return server;
  };
  let running = await start();
  return {
    url: running.url,
    monitoringURL: running.monitoringURL,
    settled,
    restart: async (whileDown) => {
      await running.end('SIGTERM');
      await whileDown();
      running = await start();
    },
    stop: async () => {
      await running.end('SIGTERM');
      own.giveBack();
    },
  };
}

/** Rounds of flushes until several in a row carry nothing but the flushes themselves. */
async function settled(clients: readonly Settleable[]): Promise<void> {
  for (let quiet = 0; quiet < QUIET_ROUNDS;) {
    const before = clients.map((client) => client.traffic);
    await Promise.all(clients.map((client) => client.flush()));
    const isQuiet = clients.every(
      ({ traffic }, index) => traffic - before[index]! <= PING_AND_PONG,
    );
    quiet = isQuiet ? quiet + 1 : 0;
    await wait(BETWEEN_ROUNDS_MS);
  }
}
