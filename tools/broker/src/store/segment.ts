import type { NewMessage } from './message-store';
import type { Piece } from './piece';

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

  /** Appends the messages of `piece`, which follow on the last one; there has to be room for them. */
  appendPiece({ count, times, ends, start, bytes }: Piece): void {
    while (this.#count + count > this.#ends.length) this.#grow();
    this.#bytes.set(bytes, this.#end);
    bytesOf(this.#times).set(times, this.#count * this.#times.BYTES_PER_ELEMENT);
    const shift = this.#end - start;
    for (let index = 0; index < count; index++) {
      this.#ends[this.#count++] = ends.readUInt32LE(index * 4) + shift;
    }
    this.#end += bytes.length;
  }

  /** Its messages from `first` on. What is appended later does not change what was returned. */
  pieceFrom(first: number): Piece {
    const [from, to] = [first - this.base, this.#count];
    const start = this.#start(from);
    return {
      first,
      count: to - from,
      times: bytesOf(this.#times.subarray(from, to)),
      ends: bytesOf(this.#ends.subarray(from, to)),
      start,
      bytes: this.#bytes.subarray(start, this.#end),
    };
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

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
