import { once } from 'node:events';
import { connect, type Stan } from 'node-nats-streaming';

/** How a client finds out that it is not known any more: how often it asks, and how often in vain. */
export interface Patience {
  /** Milliseconds. */
  readonly every: number;
  readonly times: number;
}

/** A client that looks for a lost broker at once. Rejects if it is not let in. */
export function dial(url: string, clientID: string, { every, times }: Patience): Promise<Stan> {
  return new Promise((resolve, reject) => {
    const stan = connect('ticketing', clientID, {
      url,
      reconnectTimeWait: 20,
      maxReconnectAttempts: -1,
      stanPingInterval: 1000,
      stanMaxPingOut: times,
    });
    // The protocol knows whole seconds only, and tests have less time.
    Object.defineProperty(stan, 'stanPingInterval', { get: () => every, set: () => undefined });
    stan.once('error', reject);
    stan.once('connect', () => {
      stan.off('error', reject);
      resolve(stan);
    });
  });
}

/** Has the client say goodbye, and resolves when the broker knows. */
export async function closed(stan: Stan): Promise<Stan> {
  const gone = once(stan, 'close');
  stan.close();
  await gone;
  return stan;
}
