const CRLF = '\r\n';

/** One line of the protocol, and the payload if it has one. */
export interface Frame {
  readonly bytes: Buffer;
  /** `MSG foo 1 5`, without the line's end. */
  readonly words: readonly string[];
  /** Empty for a line that has none. */
  readonly payload: Buffer;
}

/** Cuts one direction of a connection into frames (behaviour document, section 1.1). */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  /** @returns the frames that `chunk` completes */
  take(chunk: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) {
      frames.push(frame);
      this.#rest = this.#rest.subarray(frame.bytes.length);
    }
    return frames;
  }

  #next(): Frame | undefined {
    const end = this.#rest.indexOf(CRLF);
    if (end < 0) return undefined;
    const words = this.#rest.toString('latin1', 0, end).split(/\s+/);
    const start = end + CRLF.length;
    const size = /^(MSG|PUB)$/i.test(words[0]!) ? Number(words.at(-1)) + CRLF.length : 0;
    if (this.#rest.length < start + size) return undefined;
    const payload = this.#rest.subarray(start, start + Math.max(0, size - CRLF.length));
    return { bytes: this.#rest.subarray(0, start + size), words, payload };
  }
}
