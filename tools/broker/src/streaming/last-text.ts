/**
 * Turns bytes into text and remembers the last one: publishers say the same names in message after
 * message, and to compare bytes takes a fraction of the time of a new string and its hash.
 */
export class LastText {
  #bytes: Buffer = Buffer.alloc(0);
  #text = '';

  constructor(private readonly encoding: 'utf8' | 'latin1') {}

  /** The text of `bytes` from `start` to before `end`. */
  of(bytes: Buffer, start: number, end: number): string {
    if (!this.#is(bytes, start, end)) {
      this.#bytes = Buffer.from(bytes.subarray(start, end));
      this.#text = bytes.toString(this.encoding, start, end);
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
