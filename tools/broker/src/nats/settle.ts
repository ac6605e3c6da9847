/** Counts all that clients send and are sent, but for the server's PINGs and their PONGs. */
export interface Activity {
  count: number;
}

/** What `settle` needs of a connection. */
export interface Settling {
  /** False while there is no sense in waiting for its PONG: it is new, mute or ended. */
  readonly isAwaited: boolean;
  /** Sends a PING and calls `answered` at its PONG, or when the connection ends. */
  ask(answered: () => void): void;
  /** It did not answer: it is not awaited until something comes from it again. */
  leaveOut(): void;
}

/** Real time, also where the clock is virtual: how long a client may take for a PONG. */
const PATIENCE_MS = 2000;

/**
 * Resolves when nothing is under way between the server and its clients.
 *
 * Every client is sent a PING. Its PONG says that it has read all that was sent before, and that what
 * it sent in answer, if it answers without delay, has arrived. That may have caused more: the rounds
 * go on until a whole one passes in which nothing but PINGs and PONGs was sent. A client that does not
 * answer, like a stopped process, is left out until it speaks again.
 */
export async function settle(
  connections: ReadonlySet<Settling>,
  activity: Activity,
): Promise<void> {
  let before: number;
  do {
    // What has arrived, also right behind a PONG, is read first.
    await nextTurn();
    before = activity.count;
    await askAll([...connections].filter((connection) => connection.isAwaited));
    await nextTurn();
  } while (activity.count !== before);
}

async function askAll(connections: readonly Settling[]): Promise<void> {
  if (connections.length === 0) return;
  const silent = new Set(connections);
  await new Promise<void>((resolve) => {
    const giveUp = (): void => {
      for (const connection of silent) connection.leaveOut();
      resolve();
    };
    // If this process itself was held up, PONGs may lie unread: one more turn reads them.
    const timeout = setTimeout(() => setImmediate(giveUp), PATIENCE_MS);
    for (const connection of connections) {
      connection.ask(() => {
        silent.delete(connection);
        if (silent.size > 0) return;
        clearTimeout(timeout);
        resolve();
      });
    }
  });
}

async function nextTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
