import { once } from 'node:events';
import { PassThrough, type Duplex } from 'node:stream';
import { encode } from '../../src/portforward/spdy/encode';
import { type Frame } from '../../src/portforward/spdy/frame';
import { FrameReader } from '../../src/portforward/spdy/frame-reader';
import { HeaderReader, HeaderWriter } from '../../src/portforward/spdy/headers';

type Told = Exclude<Frame, { type: 'DATA' }>;

/** The other end of a session, frame by frame, as kubectl is one. */
export class SpdyClient {
  /** All frames but those of data, as they came. */
  readonly told: Told[] = [];
  readonly #connection: Duplex;
  readonly #frames = new FrameReader();
  readonly #writer = new HeaderWriter();
  readonly #reader = new HeaderReader();
  readonly #streams = new Map<number, PassThrough>();
  readonly #arrived = new PassThrough({ objectMode: true });
  #next = 1;
  #sent: Promise<void> = Promise.resolve();

  constructor(connection: Duplex) {
    this.#connection = connection;
    connection.on('error', () => undefined);
    connection.on('close', () => {
      this.#reader.close();
      this.#writer.close();
      for (const stream of this.#streams.values()) stream.end();
      this.#arrived.end();
    });
    connection.on('data', (chunk: Buffer) => {
      for (const frame of this.#frames.read(chunk)) this.#take(frame);
    });
  }

  get connection(): Duplex {
    return this.#connection;
  }

  /** Opens a stream. @returns its number, and what comes on it */
  async open(headers: Record<string, string>, fin = false): Promise<[number, PassThrough]> {
    const stream = this.#next;
    this.#next += 2;
    const output = new PassThrough();
    this.#streams.set(stream, output);
    // Each block builds on the one before, so they go in their order.
    const sent = this.#sent.then(async () => {
      const block = await this.#writer.write(new Map(Object.entries(headers)));
      this.send({ type: 'SYN_STREAM', stream, fin, block });
    });
    this.#sent = sent;
    await sent;
    return [stream, output];
  }

  /** Opens the two streams of a connection, as kubectl does. */
  async connect(port: number, requestid = String(this.#next)): Promise<SpdyConnection> {
    const headers = { port: String(port), requestid };
    const [, error] = await this.open({ ...headers, streamtype: 'error' }, true);
    const [stream, output] = await this.open({ ...headers, streamtype: 'data' });
    return { stream, output, error };
  }

  send(frame: Frame): void {
    this.#connection.write(encode(frame));
    if (frame.type === 'DATA') this.#connection.write(frame.data);
  }

  write({ stream }: SpdyConnection, text: string | Buffer, fin = false): void {
    this.send({ type: 'DATA', stream, fin, data: Buffer.from(text) });
  }

  /** The first frame of a type that comes, or has come. */
  async next<T extends Told['type']>(type: T): Promise<Told & { type: T }> {
    for (;;) {
      const frame = this.told.find((told): told is Told & { type: T } => told.type === type);
      if (frame) return frame;
      if (this.#arrived.destroyed) throw new Error(`closed before a ${type}`);
      await Promise.race([once(this.#arrived, 'data'), once(this.#arrived, 'close')]);
    }
  }

  #take(frame: Frame): void {
    if (frame.type !== 'DATA') {
      this.told.push(frame);
      this.#arrived.write(frame);
      if (frame.type === 'RST_STREAM') this.#streams.get(frame.stream)?.end();
      return;
    }
    const output = this.#streams.get(frame.stream);
    // A stream that nobody reads holds up all others.
    if (output?.write(Buffer.from(frame.data)) === false) {
      this.#connection.pause();
      output.once('drain', () => this.#connection.resume());
    }
    if (frame.fin) output?.end();
  }
}

export interface SpdyConnection {
  readonly stream: number;
  readonly output: PassThrough;
  readonly error: PassThrough;
}

/** All that comes on a stream until its end. */
export async function all(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}
