import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

type Listener = (payload: Buffer, reply: string | undefined) => void;

const MESSAGE = /^MSG \S+ (\S+) (?:(\S+) )?(\d+)$/;

/** One connection to a broker, for all clients of a test: what a PONG follows has been dealt with. */
export class Connection {
  readonly #socket: Socket;
  readonly #listeners = new Map<string, Listener>();
  readonly #pongs: (() => void)[] = [];
  #rest = Buffer.alloc(0);
  #names = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const connection = new Connection(socket);
    socket.write('CONNECT {"verbose":false,"pedantic":false}\r\n');
    await connection.flush();
    return connection;
  }

  /** A name that nobody else has. */
  newName(): string {
    return `name${++this.#names}`;
  }

  subscribe(subject: string, listener: Listener): void {
    const sid = this.newName();
    this.#listeners.set(sid, listener);
    this.#socket.write(`SUB ${subject} ${sid}\r\n`);
  }

  publish(subject: string, payload: Buffer, reply = ''): void {
    this.#socket.write(`PUB ${subject} ${reply} ${payload.length}\r\n`);
    this.#socket.write(payload);
    this.#socket.write('\r\n');
  }

  /** @returns the answer */
  async request(subject: string, payload: Buffer): Promise<Buffer> {
    const inbox = this.newName();
    const answered = new Promise<Buffer>((resolve) => this.subscribe(inbox, resolve));
    this.publish(subject, payload, inbox);
    return answered;
  }

  async flush(): Promise<void> {
    const answered = new Promise<void>((resolve) => this.#pongs.push(resolve));
    this.#socket.write('PING\r\n');
    await answered;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let end = this.#rest.indexOf('\r\n'); end >= 0; end = this.#rest.indexOf('\r\n')) {
      const line = this.#rest.toString('latin1', 0, end);
      const [, sid, reply, size] = MESSAGE.exec(line) ?? [];
      const next = end + 2 + (sid === undefined ? 0 : Number(size) + 2);
      if (this.#rest.length < next) return;
      const payload = Buffer.from(this.#rest.subarray(end + 2, Math.max(end + 2, next - 2)));
      this.#rest = this.#rest.subarray(next);
      if (sid !== undefined) this.#listeners.get(sid)?.(payload, reply);
      else if (line === 'PING') this.#socket.write('PONG\r\n');
      else if (line === 'PONG') this.#pongs.shift()?.();
    }
  }
}
