import { Connection } from '@workbook/protocol/client';

/**
 * A client for tests of the very bytes: it sends text and hears text, in latin1, and answers no PING by
 * itself.
 */
export class TextClient {
  readonly #connection: Connection;
  /** What came and has not been taken, chunk by chunk. */
  #chunks: string[] = [];

  private constructor(connection: Connection) {
    this.#connection = connection;
    connection.hear((bytes) => this.#chunks.push(bytes.toString('latin1')));
  }

  /** Connects to the server on `port` of this machine. */
  static async connect(port: number): Promise<TextClient> {
    return new TextClient(await Connection.open(`nats://127.0.0.1:${port}`));
  }

  /** Connects, and says that it wants no `+OK`. @param options more of CONNECT */
  static async quiet(port: number, options: object = {}): Promise<TextClient> {
    const client = await TextClient.connect(port);
    await client.until('\r\n');
    await client.exchange(
      `CONNECT ${JSON.stringify({ verbose: false, pedantic: false, ...options })}\r\n`,
    );
    return client;
  }

  send(text: string | Buffer): void {
    this.#connection.write(text);
  }

  /** Takes all that came up to and with `end`, waiting for it. */
  async until(end: string): Promise<string> {
    let [looked, before] = [0, ''];
    // Each chunk is looked at once: there may be many mebibytes.
    const isThere = (): boolean => {
      for (; looked < this.#chunks.length; looked++) {
        const text = before + this.#chunks[looked]!;
        if (text.includes(end)) return true;
        before = text.slice(-end.length);
      }
      return false;
    };
    await this.#connection.until(isThere, `The server had not said ${JSON.stringify(end)}`);
    const text = this.#chunks.join('');
    const length = text.indexOf(end) + end.length;
    this.#chunks = [text.slice(length)];
    return text.slice(0, length);
  }

  /** Sends `text` and a PING. @returns all that came before the PONG: all that `text` caused */
  async exchange(text: string): Promise<string> {
    this.send(`${text}PING\r\n`);
    return (await this.until('PONG\r\n')).slice(0, -'PONG\r\n'.length);
  }

  /** Waits until the server has closed the connection. @returns all that came and was not taken */
  async closed(): Promise<string> {
    await this.#connection.closed();
    return this.#chunks.join('');
  }

  /** Reads nothing more: the server's bytes pile up, as with a stopped process. */
  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  end(): void {
    void this.#connection.drop();
  }
}
