import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client that is nothing but a socket: it sends what it is told and answers no PING by itself. */
export class RawClient {
  readonly #socket: Socket;
  /** What came and has not been taken, as latin1. */
  #text = '';
  #changed: () => void = () => undefined;
  #isClosed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.#text += bytes.toString('latin1');
      this.#changed();
    });
    // Being cut off is what some tests are about: they see it as the end.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      this.#changed();
    });
  }

  /** Connects to the server on `port` of this machine. */
  static async connect(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    const client = new RawClient(socket);
    await once(socket, 'connect');
    return client;
  }

  /** Connects, and says that it wants no `+OK`. @param options more of CONNECT */
  static async quiet(port: number, options: object = {}): Promise<RawClient> {
    const client = await RawClient.connect(port);
    await client.until('\r\n');
    await client.exchange(
      `CONNECT ${JSON.stringify({ verbose: false, pedantic: false, ...options })}\r\n`,
    );
    return client;
  }

  /** @param text latin1 */
  send(text: string | Buffer): void {
    this.#socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** Takes all that came up to and with `end`, waiting for it. */
  async until(end: string): Promise<string> {
    while (!this.#text.includes(end)) {
      if (this.#isClosed) throw new Error(`closed before ${JSON.stringify(end)}: ${this.#text}`);
      await this.#change();
    }
    const length = this.#text.indexOf(end) + end.length;
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    return taken;
  }

  /** Sends `text` and a PING. @returns all that came before the PONG: all that `text` caused */
  async exchange(text: string): Promise<string> {
    this.send(`${text}PING\r\n`);
    return (await this.until('PONG\r\n')).slice(0, -'PONG\r\n'.length);
  }

  /** Waits until the server has closed the connection. @returns all that came and was not taken */
  async closed(): Promise<string> {
    while (!this.#isClosed) await this.#change();
    return this.#text;
  }

  /** Reads nothing more: the server's bytes pile up, as with a stopped process. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.destroy();
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => (this.#changed = resolve));
  }
}
