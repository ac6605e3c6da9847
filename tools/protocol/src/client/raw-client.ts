import { messageHead, type RawMessage, ServerLineReader } from '../nats';
import { Connection } from './connection';

/** One `SUB`, and what came for it. */
export interface RawSubscription {
  readonly sid: string;
  /** Empty if somebody else listens. */
  readonly received: readonly RawMessage[];
}

/**
 * A connection on which is said exactly what is wanted, without a client library in between. It answers
 * the server's PINGs, and nothing else by itself. Subjects and sids are latin1: one character for each byte.
 *
 * Whatever is awaited has a limit, and is rejected when the connection is closed before, or when the server
 * sent what is no line of a server.
 */
export class RawClient {
  /**
   * Every line that came, but for PINGs, the PONGs that `flush` awaited, and messages that somebody listens
   * for.
   */
  readonly lines: string[] = [];
  readonly #connection: Connection;
  readonly #listeners = new Map<string, (message: RawMessage) => void>();
  #sids = 0;
  #inboxes = 0;
  #pings = 0;
  #pongs = 0;

  private constructor(connection: Connection) {
    this.#connection = connection;
    const reader = new ServerLineReader({
      info: (json) => this.lines.push(`INFO ${json}`),
      ok: () => this.lines.push('+OK'),
      error: (text) => this.lines.push(`-ERR '${text}'`),
      ping: () => this.write('PONG\r\n'),
      pong: () => {
        if (this.#pongs < this.#pings) this.#pongs += 1;
        else this.lines.push('PONG');
      },
      message: (message) => this.#heard(message),
      violation: (what) => connection.fail(new Error(`The server sent ${what}`)),
    });
    connection.hear((bytes) => reader.push(bytes));
  }

  /**
   * @param options of CONNECT; null sends none
   * @throws if nobody listens there, or whoever does says no INFO
   */
  static async open(
    url: string,
    options: object | null = { verbose: false, pedantic: false, protocol: 1 },
  ): Promise<RawClient> {
    const client = new RawClient(await Connection.open(url));
    await client
      .until(() => client.lines.length > 0, `${url} said no INFO`)
      .catch(async (error: unknown) => {
        await client.drop();
        throw error;
      });
    if (options) {
      client.write(Buffer.from(`CONNECT ${JSON.stringify(options)}\r\n`));
      await client.flush();
    }
    return client;
  }

  /** Bytes sent and received. */
  get traffic(): number {
    return this.#connection.traffic;
  }

  get isClosed(): boolean {
    return this.#connection.isClosed;
  }

  /** Resolves when it is closed, whoever closed it, and however late. */
  get over(): Promise<void> {
    return this.#connection.over;
  }

  /** @param text latin1 */
  write(text: string | Buffer): void {
    this.#connection.write(text);
  }

  /** Resolves at the PONG of a PING, or when the connection is closed. */
  async flush(): Promise<void> {
    if (this.isClosed) return;
    const wanted = ++this.#pings;
    this.write('PING\r\n');
    await this.until(() => this.#pongs >= wanted || this.isClosed, 'The server answered no PING');
  }

  /**
   * Resolves when `condition` holds; it is looked at whenever something has come.
   *
   * @param what is so as long as it does not hold: `Nobody answered the request to a`
   * @param ms how long that may take; 10 s unless given
   */
  async until(condition: () => boolean, what: string, ms?: number): Promise<void> {
    await this.#connection.until(condition, what, ms);
  }

  /** Resolves when the server has closed the connection. */
  async closed(): Promise<void> {
    await this.#connection.closed();
  }

  /** Breaks the connection off. */
  async drop(): Promise<void> {
    await this.#connection.drop();
  }

  newInbox(): string {
    return `_INBOX.${process.pid}x${Math.random().toString(36).slice(2)}x${++this.#inboxes}`;
  }

  /** @param listener is told what comes; unless given, it is kept */
  subscribe(
    subject: string,
    queue = '',
    listener?: (message: RawMessage) => void,
  ): RawSubscription {
    const sid = String(++this.#sids);
    const received: RawMessage[] = [];
    this.#listeners.set(sid, listener ?? ((message) => received.push(message)));
    this.write(`SUB ${subject} ${queue} ${sid}\r\n`);
    return { sid, received };
  }

  unsubscribe({ sid }: Pick<RawSubscription, 'sid'>): void {
    this.#listeners.delete(sid);
    this.write(`UNSUB ${sid}\r\n`);
  }

  publish(subject: string, payload: Uint8Array | string = '', reply = ''): void {
    const bytes = Buffer.from(payload);
    const head = Buffer.from(`PUB ${subject} ${reply} ${bytes.length}\r\n`, 'latin1');
    this.write(Buffer.concat([head, bytes, Buffer.from('\r\n')]));
  }

  /** Publishes with a reply subject of its own. @returns the first answer */
  async request(subject: string, payload: Uint8Array): Promise<Buffer> {
    const inbox = this.newInbox();
    let answer: Buffer | undefined;
    const subscription = this.subscribe(inbox, '', (message) => {
      answer = message.payload;
      this.unsubscribe(subscription);
    });
    this.publish(subject, payload, inbox);
    await this.until(() => answer !== undefined, `Nobody answered the request to ${subject}`);
    return answer!;
  }

  #heard(message: RawMessage): void {
    const { subject, sid, reply, payload } = message;
    const listener = this.#listeners.get(sid);
    if (listener) listener(message);
    else this.lines.push(`${messageHead(subject, sid, reply).toString('latin1')}${payload.length}`);
  }
}
