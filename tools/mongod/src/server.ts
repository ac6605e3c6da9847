import { type Clock, RealClock } from '@workbook/clock';
import { createServer, type AddressInfo } from 'node:net';
import { answer } from './commands/dispatch';
import { emptyState } from './commands/state';
import { Connection } from './connection';
import type { Doc } from './values';

export interface MongodOptions {
  /** Where it listens; 127.0.0.1 if nothing else is said. */
  readonly host?: string;
  /** 0, or nothing: a free one. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Is told a line at a time, as it would be logged. */
  readonly log?: (line: string) => void;
  /** Is told of each command, once it is answered. */
  readonly emit?: (event: MongodEvent) => void;
  /** Is given each command in place of the server, and has it run and answered when it likes to. */
  readonly hold?: (command: HeldCommand) => void;
  /** A client asked for the end; the caller is to call `stop`. */
  readonly onShutDown?: () => void;
}

/** A command and what was answered, as the driver sees both. */
export interface MongodEvent {
  readonly connectionID: number;
  readonly command: ReadonlyMap<string, unknown>;
  readonly answer: ReadonlyMap<string, unknown>;
}

/** A command that came, and that nothing was done for yet. */
export interface HeldCommand {
  readonly connectionID: number;
  readonly body: Doc;
  /** Carries it out, whole and at once; gives the answer. */
  execute(): Doc;
  /** Sends its client this. */
  answer(answer: Doc): void;
}

/** A server that runs. */
export interface Mongod {
  readonly host: string;
  readonly port: number;
  /** `mongodb://127.0.0.1:27017/` */
  readonly url: string;
  /** Carries out a command that no client has sent. */
  run(command: Doc): Doc;
  /** @returns a function that puts back what is stored now, as often as it is called */
  keep(): () => void;
  /** Ends all connections, and with them all that is stored. */
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB-compatible server in this process: empty, in memory.
 *
 * @throws as `net.Server.listen` does, where the address is taken
 */
export async function startMongod(options: MongodOptions = {}): Promise<Mongod> {
  const { host = '127.0.0.1', port = 0, clock = new RealClock(), log = () => undefined } = options;
  const connections = new Set<Connection>();
  let lastConnectionID = 0;
  const run = (command: Doc, connectionID: number): Doc => {
    const answered = answer(command, state, connectionID);
    options.emit?.({ connectionID, command, answer: answered });
    return answered;
  };
  const server = createServer((socket) => {
    const connectionID = ++lastConnectionID;
    const connection = new Connection(
      socket,
      (body, reply) => {
        const execute = (): Doc => run(body, connectionID);
        if (options.hold) options.hold({ connectionID, body, execute, answer: reply });
        else reply(execute());
      },
      (line) => log(`Ending connection ${connectionID}: ${line}`),
    );
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const state = emptyState(clock, {
    address: `${host}:${bound}`,
    connections: () => connections.size,
    shutDown: () => options.onShutDown?.(),
  });
  return {
    host,
    port: bound,
    url: `mongodb://${host}:${bound}/`,
    run: (command) => run(command, 0),
    keep: () => state.databases.keep(),
    stop: async () => {
      const isClosed = new Promise((resolve) => server.close(resolve));
      state.cursors.close();
      state.expiry.close();
      for (const connection of connections) connection.close();
      await isClosed;
    },
  };
}
