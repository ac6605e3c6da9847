import { RawClient, StreamingClient } from '@workbook/protocol/client';
import { commandUnderTest, Server } from './server';

/** The server under test with a store on disk, and its clients. */
export class StoredServer extends Server {
  readonly #clients: RawClient[] = [];

  constructor(...flags: string[]) {
    super(commandUnderTest(), 'file', flags);
  }

  /** A connection to the server that runs now. */
  async raw(): Promise<RawClient> {
    const client = await RawClient.open(this.url);
    this.#clients.push(client);
    return client;
  }

  /** A streaming client that is registered with the server that runs now. */
  async client(clientID: string): Promise<StreamingClient> {
    return StreamingClient.open(await this.raw(), 'test-cluster', clientID);
  }

  /** What the monitoring answers to `page`. */
  async monitoring(page: string): Promise<unknown> {
    return (await fetch(`${this.monitoringURL}${page}`)).json();
  }

  override async remove(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.drop()));
    await super.remove();
  }
}
