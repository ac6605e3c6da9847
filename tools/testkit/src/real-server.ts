import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { OwnPort } from './own-port';
import type { Server, ServerOptions, Settleable } from './server';

/** A quiet round carries this much on each connection: the client's PING and the server's PONG. */
const PING_AND_PONG = 'PING\r\n'.length + 'PONG\r\n'.length;

/** The real server hands messages from one internal connection to another: one quiet round can be a pause. */
const QUIET_ROUNDS = 3;
const BETWEEN_ROUNDS_MS = 10;

/** Addresses, as the server prints them. */
interface Ports {
  readonly clients: string;
  readonly monitoring: string | undefined;
}

/** The program as it runs. */
interface Running {
  readonly ports: Ports;
  stop(): Promise<void>;
}

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
  let running = await run(command, [...args, '-p', port]);
  const { clients, monitoring } = running.ports;
  return {
    url: `nats://${clients}`,
    monitoringURL: monitoring && `http://${monitoring}`,
    pass: (ms) => wait(ms),
    settled,
    restart: async (whileDown) => {
      await running.stop();
      await whileDown();
      running = await run(command, [...args, '-p', port]);
    },
    stop: async () => {
      await running.stop();
      own.giveBack();
    },
  };
}

async function run(command: string, args: readonly string[]): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit');
  const ports = await new Promise<Ports>((resolve, reject) => {
    const printed: string[] = [];
    let clients = '';
    let monitoring: string | undefined;
    child.once('error', (error) => reject(new Error(`Cannot start ${command}: ${error.message}`)));
    child.once('exit', () => reject(new Error(`${command} ended:\n${printed.join('\n')}`)));
    createInterface(child.stderr).on('line', (line) => {
      printed.push(line);
      clients = /Listening for client connections on (\S+)/.exec(line)?.[1] ?? clients;
      monitoring = /Starting http monitor on (\S+)/.exec(line)?.[1] ?? monitoring;
      if (line.endsWith('Streaming Server is ready')) resolve({ clients, monitoring });
    });
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  return { ports, stop };
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
