import type { Stan } from 'node-nats-streaming';
import { parseDuration } from '@workbook/broker';
import { connect, disconnect, reconnected, settleable } from './connect';
import type { Published } from './event';
import type { ServerOptions } from './server';
import { Recording } from './recording';
import { Copy, Service } from './service';
import { type StartedServer, startServer } from './start-server';

/**
 * A broker of its own for one test, with the services that the test starts on it. It is the
 * embedded one; with `NATS_STREAMING_SERVER=/path/to/nats-streaming-server` in the environment,
 * it is the real one, for the same tests.
 */
export class TestBroker {
  /** What has happened so far. */
  readonly recording: Recording;
  readonly #server: StartedServer;
  readonly #clients: Stan[] = [];
  readonly #services: Service[] = [];
  readonly #published = new Map<string, number>();
  #publisher: Stan | undefined;

  private constructor(server: StartedServer, recording: Recording) {
    this.#server = server;
    this.recording = recording;
  }

  static async start(options?: Partial<ServerOptions>): Promise<TestBroker> {
    const recording = new Recording();
    return new TestBroker(await startServer(options, recording.record), recording);
  }

  /** Where clients connect: `nats://127.0.0.1:PORT`. */
  get url(): string {
    return this.#server.url;
  }

  /** Connects a client, which is closed with the broker. */
  async connect(clientID: string): Promise<Stan> {
    const stan = await connect(this.url, this.#server.clusterID, clientID);
    this.#clients.push(stan);
    return stan;
  }

  /**
   * Starts `copies` copies of a service one after the other, named `name-1`, `name-2` and so on,
   * and resolves when each has subscribed to what it wants.
   */
  async start(name: string, copies: number, listen: (copy: Copy) => unknown): Promise<Service> {
    const service = new Service(name, this.#services);
    this.#services.push(service);
    for (let number = 1; number <= copies; number++) {
      const clientID = `${name}-${number}`;
      const copy = new Copy(clientID, await this.connect(clientID), this.recording);
      service.copies.push(copy);
      await listen(copy);
      await this.settled();
    }
    return service;
  }

  /**
   * Publishes events in this order and resolves when the broker has stored them all.
   * Numbers them as the broker does, provided that nobody else publishes to `channel`.
   *
   * @throws if the broker refuses one
   */
  async publish(channel: string, ...events: unknown[]): Promise<Published[]> {
    const publisher = (this.#publisher ??= await this.connect('publisher'));
    return Promise.all(
      events.map(async (data) => {
        const sequence = (this.#published.get(channel) ?? 0) + 1;
        this.#published.set(channel, sequence);
        await new Promise<void>((resolve, reject) => {
          publisher.publish(channel, JSON.stringify(data), (error: unknown) =>
            error ? reject(new Error(`${channel} was refused: ${String(error)}`)) : resolve(),
          );
        });
        return { channel, sequence, data };
      }),
    );
  }

  /** Resolves when all that was sent has been delivered, handled and, if it will be, acknowledged. */
  async settled(): Promise<void> {
    await this.#server.settled(this.#clients.map(settleable));
  }

  /** Lets time pass, `5s` or `500ms`: at once on the embedded broker, really on a real one. */
  async pass(duration: string): Promise<void> {
    await this.#server.pass(parseDuration(duration));
    await this.settled();
  }

  /**
   * Stops the server and starts it again on the same port, as when its pod is replaced, and resolves
   * when all clients have found it: the Node client looks for it again after 2 s.
   *
   * @param store `lost`: also what it kept on disk is gone
   */
  async restart({ store = 'kept' }: { store?: 'kept' | 'lost' } = {}): Promise<void> {
    const back = Promise.all(this.#clients.map(reconnected));
    await this.#server.restart(() => {
      if (store === 'lost') this.#server.folder?.empty();
    });
    await back;
  }

  /** Closes every client, then ends the server. */
  async stop(): Promise<void> {
    await Promise.all(this.#clients.map(disconnect));
    await this.#server.stop();
  }
}
