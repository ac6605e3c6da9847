const MOST_BYTES = 256 * 1024;

/** The same bytes many times over, in few writes. */
export class Repeated {
  readonly #many: Buffer;
  readonly #size: number;

  constructor(one: Buffer) {
    this.#size = one.length;
    const count = Math.max(1, Math.floor(MOST_BYTES / one.length));
    this.#many = Buffer.alloc(count * one.length, one);
  }

  write(count: number, write: (bytes: Buffer) => void): void {
    let rest = count * this.#size;
    for (; rest > this.#many.length; rest -= this.#many.length) write(this.#many);
    if (rest > 0) write(this.#many.subarray(0, rest));
  }
}
