import type { Stan } from 'node-nats-streaming';

/**
 * Listens for as long as the process lives, whatever the broker forgets and however long it is away.
 * Rejects if there is no broker to begin with.
 *
 * @param dial connects a new client; rejects if no broker lets it in
 * @param listen subscribes with a client
 */
export async function stay(dial: () => Promise<Stan>, listen: (stan: Stan) => void): Promise<void> {
  const stan = await dial();
  // TODO step 5: the client finds a restarted broker by itself. Does the broker know the client?
  listen(stan);
}
