import { type Duplex, Writable } from 'node:stream';
import { encode } from './encode';
import {
  type Frame,
  GOAWAY_OK,
  type HeaderFrame,
  RESET,
  SpdyError,
  UnknownFrameError,
} from './frame';
import { FrameReader } from './frame-reader';
import { HeaderReader, HeaderWriter } from './headers';
import { type Carrier, SpdyStream } from './stream';

/**
 * Looks at a stream that the other end opened.
 *
 * @returns what to do once the other end knows that it is open
 * @throws if it is not to be
 */
export type Accept = (stream: SpdyStream) => () => void;

/**
 * The server's end of SPDY/3.1 on a connection: many streams at once, all opened by the other end.
 *
 * kubectl neither keeps to the windows of SPDY/3.1 nor opens them for others, and the real API server does
 * neither: who reads slowly holds up the whole connection, and so does a session here.
 */
export class SpdySession implements Carrier {
  readonly #connection: Duplex;
  readonly #accept: Accept;
  readonly #frames = new FrameReader();
  readonly #reader = new HeaderReader();
  readonly #writer = new HeaderWriter();
  readonly #streams = new Map<number, SpdyStream>();
  #lastStream = 0;
  /** What comes after something that could not be understood means nothing. */
  #isBroken = false;

  constructor(connection: Duplex, accept: Accept) {
    this.#connection = connection;
    this.#accept = accept;
    const input = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        void this.#take(chunk).then(() => done());
      },
      final: (done) => {
        connection.destroy();
        done();
      },
    });
    connection.on('error', () => connection.destroy());
    connection.on('close', () => {
      input.destroy();
      this.#close();
    });
    connection.pipe(input);
  }

  data(stream: SpdyStream, data: Buffer, fin: boolean, sent: (error?: Error | null) => void): void {
    const frame = { type: 'DATA', stream: stream.id, fin, data } as const;
    if (data.length === 0) {
      this.#connection.write(encode(frame), sent);
      return;
    }
    this.#connection.cork();
    this.#connection.write(encode(frame));
    this.#connection.write(data, sent);
    this.#connection.uncork();
  }

  reset(stream: SpdyStream): void {
    this.#reset(stream.id, RESET.cancel);
  }

  closed(stream: SpdyStream, whole: boolean): void {
    if (this.#streams.get(stream.id) !== stream) return;
    this.#streams.delete(stream.id);
    if (!whole) this.#reset(stream.id, RESET.cancel);
  }

  async #take(chunk: Buffer): Promise<void> {
    try {
      for (const frame of this.#frames.read(chunk)) {
        if (this.#isBroken || this.#connection.destroyed) return;
        await this.#handle(frame);
      }
    } catch (error) {
      if (!(error instanceof SpdyError)) throw error;
      if (error instanceof UnknownFrameError) this.#connection.destroy();
      else this.#end();
    }
  }

  async #handle(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'SYN_STREAM':
        return this.#open(frame);
      case 'DATA':
        return this.#deliver(frame.stream, frame.data, frame.fin);
      case 'SYN_REPLY':
      case 'HEADERS':
        // Both are read, because the next block builds on them.
        await this.#reader.read(frame.block);
        return this.#deliver(frame.stream, Buffer.alloc(0), frame.fin);
      case 'RST_STREAM': {
        const stream = this.#streams.get(frame.stream);
        this.#streams.delete(frame.stream);
        stream?.destroy();
        return;
      }
      case 'PING':
        // Those of the other end have odd numbers; an even one answers ours, and there is none.
        if (frame.id % 2 === 1) this.#send(frame);
        return;
      case 'GOAWAY':
        this.#end();
        return;
      case 'WINDOW_UPDATE':
      case 'SETTINGS':
        return;
    }
  }

  async #open({ stream: id, fin, block }: HeaderFrame): Promise<void> {
    const headers = await this.#reader.read(block);
    if (id === 0) throw new SpdyError('no stream can be 0');
    // Each is higher than the one before; that those of a client are odd is not asked for.
    if (id <= this.#lastStream) {
      this.#reset(id, RESET.protocolError);
      return;
    }
    this.#lastStream = id;
    const stream = new SpdyStream(id, headers, this);
    this.#streams.set(id, stream);
    let start: () => void;
    try {
      start = this.#accept(stream);
    } catch {
      stream.destroy();
      return;
    }
    const reply = await this.#writer.write(new Map());
    this.#send({ type: 'SYN_REPLY', stream: id, fin: false, block: reply });
    if (fin) stream.finish();
    start();
  }

  async #deliver(id: number, data: Buffer, fin: boolean): Promise<void> {
    if (id === 0) throw new SpdyError('no stream can be 0');
    const stream = this.#streams.get(id);
    // What comes for one that was never opened, or has ended, is nobody's.
    if (stream && !stream.hasEnd) await stream.deliver(data, fin);
  }

  /** Says that it is over, and ends it. */
  #end(): void {
    this.#isBroken = true;
    this.#send({ type: 'GOAWAY', lastStream: this.#lastStream, status: GOAWAY_OK });
    this.#connection.end(() => this.#connection.destroy());
  }

  #reset(stream: number, status: number): void {
    this.#send({ type: 'RST_STREAM', stream, status });
  }

  #send(frame: Frame): void {
    if (this.#connection.writable) this.#connection.write(encode(frame));
  }

  #close(): void {
    for (const stream of [...this.#streams.values()]) stream.destroy();
    this.#reader.close();
    this.#writer.close();
  }
}
