import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';

/** A message as it came over the wire. */
export interface RawMessage {
  readonly subject: string;
  readonly sid: string;
  readonly reply: string | undefined;
  readonly payload: Buffer;
}

/** One `SUB`, and what came for it. */
export interface RawSubscription {
  readonly sid: string;
  readonly received: RawMessage[];
}

type Listener = (message: RawMessage) => void;

const HEADER = /^MSG (\S+) (\S+) (?:(\S+) )?(\d+)$/;

/**
 * A connection on which a test says exactly what it wants, without a client library in between.
 * It answers the server's PINGs, and nothing else by itself.
 */
export class RawClient {
  /** Every line that came, but for messages and PINGs. */
  readonly lines: string[] = [];
  readonly #socket: Socket;
  readonly #listeners = new Map<string, Listener>();
  readonly #pongs: (() => void)[] = [];
  #rest = Buffer.alloc(0);
  #sids = 0;
  #inboxes = 0;
  #closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#closed = true;
      for (const pong of this.#pongs) pong();
    });
  }

  /** @param options of CONNECT; null sends none */
  static async open(
    url: string,
    options: object | null = { verbose: false, pedantic: false, protocol: 1 },
  ): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    const client = new RawClient(socket);
    while (client.lines.length === 0) {
      if (client.#closed) throw new Error(`${url} closed the connection before it said INFO.`);
      await new Promise<unknown>((resolve) => {
        socket.once('data', resolve).once('close', resolve);
      });
    }
    if (options) {
      client.write(`CONNECT ${JSON.stringify(options)}\r\n`);
      await client.flush();
    }
    return client;
  }

  /** Bytes sent and received. */
  get traffic(): number {
    return this.#socket.bytesRead + this.#socket.bytesWritten;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  /** Resolves at the PONG of a PING, or when the connection is closed. */
  async flush(): Promise<void> {
    if (this.#closed) return;
    const answered = new Promise<void>((resolve) => this.#pongs.push(resolve));
    this.write('PING\r\n');
    await answered;
  }

  /** Resolves when the server has closed the connection. */
  async closed(): Promise<void> {
    if (!this.#closed) await once(this.#socket, 'close');
  }

  /** Breaks the connection off. */
  async drop(): Promise<void> {
    this.#socket.destroy();
    await this.closed();
  }

  newInbox(): string {
    return `_INBOX.${process.pid}x${Math.random().toString(36).slice(2)}x${++this.#inboxes}`;
  }

  subscribe(subject: string, queue = '', listener: Listener = () => undefined): RawSubscription {
    const sid = String(++this.#sids);
    const received: RawMessage[] = [];
    this.#listeners.set(sid, (message) => {
      received.push(message);
      listener(message);
    });
    this.write(`SUB ${subject} ${queue} ${sid}\r\n`);
    return { sid, received };
  }

  publish(subject: string, payload: Uint8Array | string = '', reply = ''): void {
    const bytes = Buffer.from(payload);
    this.write(
      Buffer.concat([
        Buffer.from(`PUB ${subject} ${reply} ${bytes.length}\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ]),
    );
  }

  /** Publishes with a reply subject of its own. @returns the first answer */
  async request(subject: string, payload: Uint8Array): Promise<Buffer> {
    const inbox = this.newInbox();
    return new Promise((resolve) => {
      const { sid } = this.subscribe(inbox, '', (message) => {
        this.write(`UNSUB ${sid}\r\n`);
        resolve(message.payload);
      });
      this.publish(subject, payload, inbox);
    });
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = this.#rest.indexOf('\r\n');
      if (end < 0) return;
      const line = this.#rest.toString('latin1', 0, end);
      const header = HEADER.exec(line);
      if (header) {
        const start = end + 2;
        const size = Number(header[4]);
        if (this.#rest.length < start + size + 2) return;
        const payload = Buffer.from(this.#rest.subarray(start, start + size));
        this.#rest = this.#rest.subarray(start + size + 2);
        const [, subject = '', sid = '', reply] = header;
        this.#listeners.get(sid)?.({ subject, sid, reply, payload });
      } else {
        this.#rest = this.#rest.subarray(end + 2);
        this.#line(line);
      }
    }
  }

  #line(line: string): void {
    if (line === 'PING') this.write('PONG\r\n');
    else if (line === 'PONG' && this.#pongs.length > 0) this.#pongs.shift()?.();
    else this.lines.push(line);
  }
}
