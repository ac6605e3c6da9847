import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { SinkConnection } from './sink-connection';
import type { SinkChannel } from './sink-channel';

/**
 * Takes the place of a server and does nothing: what is published is counted and thrown away, and
 * acknowledgements and deliveries are the same bytes again and again. How fast the generator is on it
 * is how fast the generator can be.
 */
export class Sink {
  readonly #channels = new Map<number, SinkChannel>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => {
      new SinkConnection(socket, this.#channels);
    });
  }

  /** Listens on a free port of 127.0.0.1. @returns the port */
  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when the port is free and every client has gone. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}
