const BLANK = 32;
const TAB = 9;
const CR = 13;
const ZERO = 48;
/** No line has more arguments than this after its verb. */
const MAX_ARGS = 4;
/** Go's parser refuses longer sizes before it looks at them. */
const MAX_DIGITS = 9;

export const isBlank = (byte: number | undefined): boolean => byte === BLANK || byte === TAB;

/**
 * The arguments of one line, parted by runs of blanks and tabs (behaviour document, section 1.1). A CR in
 * the middle parts them too: no word can become two in the line of another client.
 * One object reads line after line, so that a line costs no memory but the arguments that are asked for.
 */
export class Args {
  /** How many there are; 5 means more than 4. */
  count = 0;

  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  readonly #starts = [0, 0, 0, 0];
  readonly #ends = [0, 0, 0, 0];

  /** Finds the arguments of `bytes` from `start` to before `end`. */
  read(bytes: Buffer, start: number, end: number): void {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.count = 0;
    let inside = false;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at];
      if (byte === BLANK || byte === TAB || byte === CR) {
        if (inside) this.#ends[this.count++] = at;
        inside = false;
      } else if (!inside) {
        if (this.count === MAX_ARGS) {
          this.count += 1;
          return;
        }
        this.#starts[this.count] = at;
        inside = true;
      }
    }
    if (inside) this.#ends[this.count++] = end;
  }

  /** All of them as they stood there, as latin1. */
  get line(): string {
    return this.#bytes.toString('latin1', this.#start, this.#end);
  }

  /** Argument number `index`, from 0, as latin1. */
  text(index: number): string {
    return this.#bytes.toString('latin1', this.#starts[index], this.#ends[index]);
  }

  /** Argument number `index` as a number, -1 if it is not one of up to 9 digits. */
  number(index: number): number {
    const start = this.#starts[index]!;
    const end = this.#ends[index]!;
    if (end - start > MAX_DIGITS) return -1;
    let value = 0;
    for (let at = start; at < end; at += 1) {
      const digit = this.#bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }
}
