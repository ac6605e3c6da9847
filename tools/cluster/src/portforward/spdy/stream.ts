import { Duplex } from 'node:stream';
import type { Headers } from './headers';

/** What a stream needs of its session. */
export interface Carrier {
  /** Calls back when the bytes are on their way, so that nobody writes faster than the other end reads. */
  data(stream: SpdyStream, data: Buffer, fin: boolean, sent: (error?: Error | null) => void): void;
  /** Takes back a stream whose ends have both been said. */
  reset(stream: SpdyStream): void;
  /** The stream is over; `whole`: both directions came to their end. */
  closed(stream: SpdyStream, whole: boolean): void;
}

/** One of the many streams of a session: bytes in both directions, of which each has an end of its own. */
export class SpdyStream extends Duplex {
  readonly #carrier: Carrier;
  #wanted: (() => void) | undefined;
  #hasEnd = false;

  constructor(
    readonly id: number,
    readonly headers: Headers,
    carrier: Carrier,
  ) {
    super({ allowHalfOpen: true });
    this.#carrier = carrier;
    // Why it ended is told to the other end; here nobody waits for it.
    this.on('error', () => undefined);
  }

  /** True when the other end has said its last. */
  get hasEnd(): boolean {
    return this.#hasEnd;
  }

  /** Tells the other end that nothing came of it. */
  reset(): void {
    this.#carrier.reset(this);
  }

  /** Resolves when there is room for more: the session reads nothing until then, from anybody. */
  async deliver(data: Buffer, fin: boolean): Promise<void> {
    const hasRoom = data.length === 0 || this.push(data);
    if (fin) this.finish();
    else if (!hasRoom && !this.destroyed) {
      await new Promise<void>((resolve) => (this.#wanted = resolve));
    }
  }

  /** The other end sends no more. */
  finish(): void {
    this.#hasEnd = true;
    this.push(null);
  }

  override _read(): void {
    this.#wanted?.();
    this.#wanted = undefined;
  }

  override _write(data: Buffer, _encoding: string, sent: (error?: Error | null) => void): void {
    this.#carrier.data(this, data, false, sent);
  }

  override _final(sent: (error?: Error | null) => void): void {
    this.#carrier.data(this, Buffer.alloc(0), true, sent);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this._read();
    this.#carrier.closed(this, this.#hasEnd && this.writableFinished);
    done(error);
  }
}
