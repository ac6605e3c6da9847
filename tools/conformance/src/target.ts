import { RawClient, StreamingClient } from '@workbook/protocol/client';
import { type ServerOptions, type StartedServer, startServer } from '@workbook/testkit';

/** The server that is held against the statements, and the clients of one test. */
export class Target {
  readonly #server: StartedServer;
  readonly #clients: RawClient[] = [];

  private constructor(server: StartedServer) {
    this.#server = server;
  }

  static async start(options?: Partial<ServerOptions>): Promise<Target> {
    return new Target(await startServer(options));
  }

  get url(): string {
    return this.#server.url;
  }

  /** What the monitoring answers to `path`; the server must have been given `-m`. */
  async monitoring(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.#server.monitoringURL}${path}`);
    return { status: response.status, text: await response.text() };
  }

  get clusterID(): string {
    return this.#server.clusterID;
  }

  /** A connection of the core protocol. */
  async raw(options?: object): Promise<RawClient> {
    return this.#keep(await RawClient.open(this.url, options));
  }

  /** A connection on which nothing was said yet. */
  async silent(): Promise<RawClient> {
    return this.#keep(await RawClient.open(this.url, null));
  }

  /** A streaming client that has not connected yet. */
  async stranger(clientID: string): Promise<StreamingClient> {
    return new StreamingClient(await this.raw(), this.clusterID, clientID);
  }

  /** A streaming client that is registered. */
  async client(clientID: string): Promise<StreamingClient> {
    return StreamingClient.open(await this.raw(), this.clusterID, clientID);
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.#server.settled(this.#clients.filter((client) => !client.isClosed));
  }

  /** Lets time pass: at once on the embedded server, really on a real one. */
  async pass(ms: number): Promise<void> {
    await this.#server.pass(ms);
    await this.settled();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.drop()));
    await this.#server.stop();
  }

  #keep(client: RawClient): RawClient {
    this.#clients.push(client);
    return client;
  }
}

/** Gives every test of the file a fresh server. @returns a function that gives the running test's */
export function useTarget(options?: Partial<ServerOptions>): () => Target {
  let target: Target | undefined;
  beforeEach(async () => {
    target = await Target.start(options);
  });
  afterEach(async () => {
    await target?.stop();
    target = undefined;
  });
  return () => target!;
}
