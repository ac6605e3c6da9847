import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Looking } from '@workbook/testkit';

/** A database that can be reached, and does not say a word until it is told to. */
export class LateDatabase {
  readonly #upstream: URL;
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #sockets = new Set<Socket>();
  /** Notes what may have come about meanwhile. */
  readonly looking = new Looking();
  #isOpen = false;

  /** @param url where the real one is */
  constructor(url: string) {
    this.#upstream = new URL(url);
  }

  /** Begins to listen; gives the address for `MONGO_URL`. */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `mongodb://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** True if somebody has connected. */
  get isAsked(): boolean {
    return this.#sockets.size > 0;
  }

  /** Lets everything pass, from now on. */
  open(): void {
    this.#isOpen = true;
    for (const socket of this.#sockets) this.#pass(socket);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #accept(socket: Socket): void {
    this.looking.note(() => this.#sockets.add(socket));
    socket.on('error', () => socket.destroy());
    if (this.#isOpen) this.#pass(socket);
  }

  #pass(socket: Socket): void {
    const upstream = connect(Number(this.#upstream.port), this.#upstream.hostname);
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  }
}
