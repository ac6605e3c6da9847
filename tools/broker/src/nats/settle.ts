/** What `settle` needs of a connection. */
export interface Settling {
  /** Commands it received and messages it was sent, but for the server's PINGs and their answers. */
  readonly activity: number;
  /** True once the client has said anything: before, it may not understand a PING. */
  readonly greeted: boolean;
  /** Sends a PING and resolves at its PONG. */
  answered(): Promise<void>;
}

/** Real time, also where the clock is virtual: how long a client may take for a PONG. */
const PATIENCE_MS = 2000;

/** Connections that did not answer in time, and their activity then. */
const mute = new WeakMap<Settling, number>();

/**
 * Resolves when nothing is under way between the server and its clients.
 *
 * Every client is sent a PING. Its PONG says that it has taken all that was sent before, and what it
 * answered at once has arrived. That may have caused more, so the rounds go on until a whole one
 * passes in which nothing but PINGs and PONGs was sent. A client that does not answer, like a stopped
 * process, is left out until it speaks again.
 */
export async function settle(connections: ReadonlySet<Settling>): Promise<void> {
  let quiet = false;
  while (!quiet) {
    const before = new Map([...connections].map((each) => [each, each.activity]));
    const asked = [...connections].filter(
      (each) => each.greeted && mute.get(each) !== each.activity,
    );
    await Promise.all(asked.map(ask));
    quiet = [...connections].every((each) => before.get(each) === each.activity);
  }
}

async function ask(connection: Settling): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const silence = new Promise<'silent'>((resolve) => {
    timeout = setTimeout(() => resolve('silent'), PATIENCE_MS);
  });
  const outcome = await Promise.race([connection.answered(), silence]);
  clearTimeout(timeout);
  if (outcome === 'silent') mute.set(connection, connection.activity);
  else mute.delete(connection);
}
