import type { Stan } from 'node-nats-streaming';

/**
 * Listens for as long as the process lives, whatever the broker forgets.
 *
 * @param dial connects a new client
 * @param listen subscribes with a client
 */
export async function stay(dial: () => Promise<Stan>, listen: (stan: Stan) => void): Promise<void> {
  const stan = await dial();
  // #region step 5: a new client, a new subscription
  stan.on('connection_lost', () => void stay(dial, listen));
  // #starter
  //: // TODO step 5: the client finds a restarted broker by itself. Does the broker know the client?
  // #endregion
  listen(stan);
}
