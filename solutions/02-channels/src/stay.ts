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
  // #region step 5: a new client, a new subscription
  stan.on('connection_lost', () => void stay(() => untilLetIn(dial), listen));
  // #starter
  //: // TODO step 5: the client finds a restarted broker by itself. Does the broker know the client?
  // #endregion
  listen(stan);
}

// #region step 5: as often as it takes
/** Dials until a broker lets the client in, once a second. */
async function untilLetIn(dial: () => Promise<Stan>): Promise<Stan> {
  for (;;) {
    try {
      return await dial();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
// #starter
// #endregion
