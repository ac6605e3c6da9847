import type { Connection } from 'mongoose';

/**
 * The connections of copies in this process. What a copy has been answered is known from its client: a socket
 * does not tell when the other side has read.
 */
export class CopyConnections {
  readonly #open = new Set<Connection>();
  #asked = 0;
  #isLooking = 0;

  /** @param changed called when a client has sent something, or has got something */
  constructor(private readonly changed: () => void) {}

  /** Commands that clients have sent, and no answer has reached yet. */
  get underWay(): number {
    return this.#asked;
  }

  /** Clients that have lost the server, and look for it. */
  get looking(): number {
    return this.#isLooking;
  }

  /** @param url with the name of the copy */
  async open(url: string): Promise<Connection> {
    const { createConnection } = await import('mongoose');
    const connection = createConnection(url, { monitorCommands: true });
    await connection.asPromise();
    this.#watch(connection);
    this.#open.add(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((connection) => connection.close()));
    this.#open.clear();
  }

  #watch(connection: Connection): void {
    const note = (change: number) => (): void => {
      this.#asked += change;
      this.changed();
    };
    const client = connection.getClient();
    client.on('commandStarted', note(1));
    client.on('commandSucceeded', note(-1));
    client.on('commandFailed', note(-1));
    let isLooking = false;
    const look = (is: boolean): void => {
      if (is === isLooking) return;
      isLooking = is;
      this.#isLooking += is ? 1 : -1;
      this.changed();
    };
    client.on('serverDescriptionChanged', ({ newDescription }) =>
      look(newDescription.type === 'Unknown'),
    );
    client.on('topologyClosed', () => look(false));
  }
}
