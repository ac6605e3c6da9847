import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { Looking, patient, within } from '../waiting';

/** How long the other side may take for anything, on a machine that has nothing else to do. */
const LIMIT_MS = 10_000;

/** A socket to a server, for who says and hears bytes; no wait on it is without an end. */
export class Connection {
  /** Resolves when it is closed, whoever closed it, and however late. */
  readonly over: Promise<void>;
  readonly #socket: Socket;
  readonly #looking = new Looking();
  #isClosed = false;
  #fault: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // To be cut off is seen as the end.
    socket.on('error', () => undefined);
    this.over = new Promise((resolve) => {
      socket.once('close', () => {
        this.#looking.note(() => (this.#isClosed = true));
        resolve();
      });
    });
  }

  /** @throws if nobody listens there */
  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    const connection = new Connection(socket);
    await within(
      once(socket, 'connect'),
      LIMIT_MS,
      (time) => `Nobody took a connection to ${url} within ${time}.`,
    ).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
    return connection;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Bytes sent and received. */
  get traffic(): number {
    return this.#socket.bytesRead + this.#socket.bytesWritten;
  }

  /** Has `listener` told of all that comes; what came before is not lost. */
  hear(listener: (bytes: Buffer) => void): void {
    this.#socket.on('data', (bytes) => this.#looking.note(() => listener(bytes)));
  }

  /** @param text latin1 */
  write(text: string | Buffer): void {
    this.#socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Writes the last bytes: behind them the server sees the end. */
  end(bytes: Buffer): void {
    this.#socket.end(bytes);
  }

  /** Reads nothing more: the server's bytes pile up, as with a stopped process. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /**
   * Resolves when `condition` holds; it is looked at whenever something has come, and at the end.
   *
   * @param what is so as long as it does not hold: `Nobody answered the request to a`
   * @param ms how long that may take
   * @throws that, with the time; or if the connection is closed before
   */
  async until(condition: () => boolean, what: string, ms = LIMIT_MS): Promise<void> {
    const isOver = (): boolean => this.#isClosed || this.#fault !== undefined;
    await this.#looking.until(() => isOver() || condition(), patient(ms));
    if (this.#fault) throw this.#fault;
    if (condition()) return;
    throw new Error(
      `${what} ${this.#isClosed ? 'before the connection was closed' : `within ${patient(ms) / 1000} s`}.`,
    );
  }

  /** Resolves when the server has closed it. */
  async closed(): Promise<void> {
    await this.until(() => this.#isClosed, 'The server had not closed the connection');
  }

  /** Breaks it off. */
  async drop(): Promise<void> {
    this.#socket.destroy();
    await this.over;
  }

  /** Breaks it off for a reason, which is thrown wherever something is awaited on it. */
  fail(fault: Error): void {
    this.#fault = fault;
    this.#socket.destroy();
  }
}
