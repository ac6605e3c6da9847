import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a database on which is seen when a program lets it go. */
export class WatchedDatabase {
  readonly #upstream: URL;
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #sockets = new Set<Socket>();
  readonly #ended: () => void;

  /** @param url where it is @param ended called when the program ends a connection */
  constructor(url: string, ended: () => void) {
    this.#upstream = new URL(url);
    this.#ended = ended;
  }

  /** Begins to listen; gives the address for `MONGO_URL`. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `mongodb://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
    const upstream = connect(Number(this.#upstream.port), this.#upstream.hostname);
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#ended();
      upstream.destroy();
    });
    socket.pipe(upstream).pipe(socket);
  }
}
