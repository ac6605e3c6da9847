import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { CommandParser, messageHead } from '../../src';

/** What a client published. */
export interface Published {
  readonly subject: string;
  readonly reply: string | undefined;
  readonly payload: Buffer;
}

/** A server of one port that does what a test wants: without that, it hands on what is published. */
export class FakeServer {
  /** What it says to whoever comes. */
  greeting = 'INFO {"max_payload":100} \r\n';
  answersPings = true;
  /** What clients have said, a line for each command. */
  readonly heard: string[] = [];
  /** Does something about what a client published. */
  published: (message: Published) => void = () => undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #subscriptions = new Map<Socket, Map<string, string>>();

  constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#join(socket));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get url(): string {
    return `nats://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many are connected. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Says something to everybody. @param text latin1 */
  say(text: string): void {
    for (const socket of this.#sockets) socket.write(text, 'latin1');
  }

  /** Sends a message to whoever subscribed to `subject`. */
  send(subject: string, payload: Uint8Array, reply?: string): void {
    for (const [socket, subscriptions] of this.#subscriptions) {
      for (const [sid, own] of subscriptions) {
        if (own !== subject) continue;
        const head = messageHead(subject, sid, reply);
        socket.write(Buffer.concat([head, Buffer.from(`${payload.length}\r\n`), payload]));
        socket.write('\r\n');
      }
    }
  }

  /** Closes every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  #join(socket: Socket): void {
    const own = new Map<string, string>();
    this.#subscriptions.set(socket, own);
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#subscriptions.delete(socket);
    });
    const parser = new CommandParser({
      connect: (json) => this.heard.push(`CONNECT ${json}`),
      ping: () => this.answersPings && socket.write('PONG\r\n'),
      pong: () => this.heard.push('PONG'),
      subscribe: (subject, queue, sid) => {
        this.heard.push(`SUB ${subject}${queue === undefined ? '' : ` ${queue}`}`);
        own.set(sid, subject);
      },
      unsubscribe: (sid) => {
        this.heard.push(`UNSUB ${own.get(sid)}`);
        own.delete(sid);
      },
      publish: (subject, reply, payload) => {
        this.send(subject, payload, reply);
        this.published({ subject, reply, payload });
      },
      violation: ({ log }) => this.heard.push(`violation ${log}`),
    });
    socket.on('data', (bytes) => parser.push(bytes));
    socket.write(this.greeting);
  }
}
