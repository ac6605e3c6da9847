import { connect as stanConnect, type Stan } from 'node-nats-streaming';
import type { Settleable } from './server';

/** How soon a client looks again for a server that is gone, in ms: the 2 s of the client are real ones. */
const AGAIN = { reconnectTimeWait: 20, maxReconnectAttempts: -1 };

/**
 * Connects the real client.
 *
 * @throws if the broker refuses, does not know `clusterID`, or is not there
 */
export async function connect(url: string, clusterID: string, clientID: string): Promise<Stan> {
  return new Promise((resolve, reject) => {
    const stan = stanConnect(clusterID, clientID, { url, ...AGAIN });
    const refuse = (reason: unknown): void =>
      reject(new Error(`${clientID} could not connect to ${url}: ${String(reason)}`));
    stan.once('error', refuse);
    stan.once('connect', () => {
      stan.off('error', refuse);
      resolve(stan);
    });
  });
}

/** Closes `stan` and waits until the broker knows; does nothing if it is closed already. */
export async function disconnect(stan: Stan): Promise<void> {
  if (natsOf(stan) === undefined) return;
  await new Promise<void>((resolve) => {
    stan.once('close', () => resolve());
    stan.close();
  });
}

/** Resolves when `stan` has found its server again, or has been closed. */
export async function reconnected(stan: Stan): Promise<void> {
  if (natsOf(stan) === undefined) return;
  await new Promise<void>((resolve) => {
    stan.once('reconnect', () => resolve());
    stan.once('close', () => resolve());
  });
}

/** Ends the connection of `stan` as the death of its process does: the server is told nothing. */
export function cutOff(stan: Stan): void {
  // Its timer would go on asking a server that it does not reach.
  clearTimeout((stan as unknown as { pingTimer?: NodeJS.Timeout }).pingTimer);
  natsOf(stan)?.close();
}

/** The client of the core protocol inside a streaming client: its public `flush` and its socket. */
interface NatsClient {
  flush(done: () => void): void;
  close(): void;
  readonly stream: { readonly bytesRead: number; readonly bytesWritten: number };
}

/** @returns undefined once `stan` is closed */
function natsOf(stan: Stan): NatsClient | undefined {
  return (stan as unknown as { nc?: NatsClient }).nc;
}

/**
 * `stan` as a server sees it that waits until all is quiet.
 *
 * @param gone resolves if it will never answer
 */
export function settleable(stan: Stan, gone: Promise<void>): Settleable {
  return {
    flush: async () => {
      const nats = natsOf(stan);
      if (!nats) return;
      await new Promise<void>((done) => {
        // A connection that closes meanwhile drops the answer that is awaited.
        stan.once('close', done);
        nats.flush(() => {
          stan.off('close', done);
          done();
        });
        void gone.then(done);
      });
    },
    get traffic() {
      const stream = natsOf(stan)?.stream;
      return stream ? stream.bytesRead + stream.bytesWritten : 0;
    },
  };
}
