/**
 * Turns bytes into text and remembers the last one: publishers say the same names in message after
 * message, and to compare bytes takes a fraction of the time of a new string and its hash.
 */
export class InternedString {
  #bytes: Buffer = Buffer.alloc(0);
  #text = '';

  /** @param decode makes the text */
  constructor(private readonly decode: (bytes: Buffer) => string) {}

  /** The text of `bytes` from `start` to before `end`. */
  of(bytes: Buffer, start: number, end: number): string {
    if (!this.#is(bytes, start, end)) {
      this.#bytes = Buffer.from(bytes.subarray(start, end));
      this.#text = this.decode(this.#bytes);
    }
    return this.#text;
  }

  #is(bytes: Buffer, start: number, end: number): boolean {
    const known = this.#bytes;
    if (end - start !== known.length) return false;
    for (let at = 0; at < known.length; at++) if (bytes[start + at] !== known[at]) return false;
    return true;
  }
}
