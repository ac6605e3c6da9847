import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a broker on which the server can complain of a client, as of one that sends too much. */
export class ComplainingLine {
  readonly #clients = new Set<Socket>();
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    upstream: URL,
  ) {
    server.on('connection', (client: Socket) => {
      const broker = connect(Number(upstream.port), upstream.hostname);
      this.#clients.add(client);
      for (const [from, to] of [
        [client, broker],
        [broker, client],
      ] as const) {
        this.#sockets.add(from);
        from.on('error', () => undefined);
        from.pipe(to);
        from.on('close', () => to.destroy());
      }
    });
  }

  static async open(upstream: string): Promise<ComplainingLine> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ComplainingLine(server, new URL(upstream));
  }

  get url(): string {
    return `nats://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Has every client told so, in the words of the protocol. */
  complain(words: string): void {
    for (const client of this.#clients) if (!client.destroyed) client.write(`-ERR '${words}'\r\n`);
  }

  close(): void {
    this.server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
