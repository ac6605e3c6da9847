const LF = 10;
const CR = 13;
const BLANK = 32;
const ZERO = 48;
const M = 77;
const P = 80;
const U = 85;
const CRLF_LENGTH = 2;
/** `MSG subject sid` and `PUB subject size` have this many blanks before the third word's end. */
const SID_ENDS_AT_BLANK = 3;

/** A MSG or PUB where it lies in the bytes that came. */
export interface FrameHandler {
  /**
   * @param sid of a MSG, if it is a number
   * @param start of the header line
   * @param payload where the payload begins
   * @param end where the payload ends, before its CRLF
   */
  frame(bytes: Buffer, sid: number, start: number, payload: number, end: number): void;
  /** Any other line, without its end. */
  line(text: string): void;
  /** All that came at once has been reported. */
  pause(): void;
}

/**
 * Steps from one MSG or PUB to the next and looks at nothing but their lengths: the generator must not
 * be what is measured. It believes its peer, which the server's own parser must not, nor the reader of
 * server lines in the protocol room, which takes fifty times as long: it makes strings of all it reads.
 */
export class FrameReader {
  readonly #handler: FrameHandler;
  /** The beginning of a frame whose end has not come. */
  #rest: Buffer | undefined;

  constructor(handler: FrameHandler) {
    this.#handler = handler;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = 0;
    while (at < bytes.length) {
      const next = this.#step(bytes, at);
      if (next < 0) break;
      at = next;
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined;
    this.#handler.pause();
  }

  /** @returns where the next frame begins; -1 if this one is not complete */
  #step(bytes: Buffer, start: number): number {
    const length = bytes.length;
    let number = 0;
    let sid = 0;
    let blanks = 0;
    let at = start;
    for (; at < length; at++) {
      const byte = bytes[at]!;
      if (byte === CR) break;
      if (byte === BLANK) {
        if (++blanks === SID_ENDS_AT_BLANK) sid = number;
        number = 0;
        // Words that are no numbers are added up too: that is faster than to look.
      } else number = (number * 10 + byte - ZERO) | 0;
    }
    if (at + 1 >= length || bytes[at + 1] !== LF) return -1;
    const payload = at + CRLF_LENGTH;
    const isFrame = bytes[start] === M || (bytes[start] === P && bytes[start + 1] === U);
    if (!isFrame) {
      this.#handler.line(bytes.toString('latin1', start, at));
      return payload;
    }
    const end = payload + number;
    if (end + CRLF_LENGTH > length) return -1;
    this.#handler.frame(bytes, sid, start, payload, end);
    return end + CRLF_LENGTH;
  }
}
