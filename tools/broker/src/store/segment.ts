import type { NewMessage } from './message-store';

/** Messages one after the other in one piece of memory: no object for each of them. */
export class Segment {
  /** Times and ends of the messages; they grow as the bytes do. */
  #times: Float64Array;
  #ends: Uint32Array;
  #count = 0;
  /** Of the last one. */
  #end = 0;
  readonly #bytes: Buffer;

  /**
   * @param base the sequence of its first message
   * @param size how many bytes it holds
   */
  constructor(
    readonly base: number,
    readonly size: number,
  ) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    const guess = Math.max(16, size >>> 7);
    this.#times = new Float64Array(guess);
    this.#ends = new Uint32Array(guess);
  }

  /** The sequence of its last message; base - 1 if it is empty. */
  get last(): number {
    return this.base + this.#count - 1;
  }

  /** @returns false if there is no room for it */
  append(message: NewMessage, time: number): boolean {
    const start = this.#end;
    const end = start + message.size;
    if (end > this.size) return false;
    if (this.#count === this.#ends.length) this.#grow();
    this.#times[this.#count] = time;
    this.#ends[this.#count] = end;
    this.#end = end;
    this.#count++;
    message.write(this.#bytes, start);
    return true;
  }

  /**
   * Appends messages that stand one after the other in `bytes`; there has to be room for them.
   *
   * @param times and sizes, of each message
   */
  appendAll(bytes: Buffer, times: Float64Array, sizes: Uint32Array): void {
    while (this.#count + sizes.length > this.#ends.length) this.#grow();
    this.#bytes.set(bytes, this.#end);
    this.#times.set(times, this.#count);
    for (const size of sizes) this.#ends[this.#count++] = this.#end += size;
  }

  get(sequence: number): Buffer {
    const index = sequence - this.base;
    return this.#bytes.subarray(this.#start(index), this.#ends[index]);
  }

  timeOf(sequence: number): number {
    return this.#times[sequence - this.base]!;
  }

  #start(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }

  #grow(): void {
    const [times, ends] = [this.#times, this.#ends];
    this.#times = new Float64Array(times.length * 2);
    this.#ends = new Uint32Array(ends.length * 2);
    this.#times.set(times);
    this.#ends.set(ends);
  }
}
