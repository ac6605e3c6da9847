import { RawClient, StreamingClient } from '@workbook/protocol/client';
import {
  type Around,
  type Running,
  type ServerOptions,
  type StartedServer,
  startServer,
  type Surroundings,
  World,
} from '@workbook/world';

/** The server that is held against the statements, and the clients of one test. */
export class Target implements Running {
  /** It is the only server of its world. */
  readonly traffic = 0;
  readonly #server: StartedServer;
  readonly #world: Around;
  readonly #clients: RawClient[] = [];

  private constructor(server: StartedServer, world: Around) {
    this.#server = server;
    this.#world = world;
  }

  static async start(options: Partial<ServerOptions> & Surroundings): Promise<Target> {
    return new Target(await startServer(options), options.world);
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
    await this.#world.pass(`${ms}ms`);
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
    const world = await World.open({});
    target = await world.start(Target, options ?? {});
  });
  afterEach(async () => {
    await target?.stop();
    target = undefined;
  });
  return () => target!;
}
