import { Segment } from './segment';

/** Where the messages of one channel are kept, encoded as they are delivered. */
export interface MessageStore {
  /** The sequence of the oldest message kept; last + 1 if none is. */
  readonly first: number;
  /** The sequence of the newest message ever stored; 0 if there was none. */
  readonly last: number;
  /** Encoded bytes of all messages kept. */
  readonly bytes: number;
  /**
   * Adds a message of `size` bytes with the sequence last + 1, stored at `time` (milliseconds since
   * the epoch).
   *
   * @returns where the caller writes it, at once and whole
   */
  append(size: number, time: number): Buffer;
  /** @returns undefined if the message is not kept, or not yet there */
  get(sequence: number): Buffer | undefined;
  /** When the message was stored; undefined as for `get`. */
  timeOf(sequence: number): number | undefined;
  /** Removes the oldest message. */
  drop(): void;
}

/** Bytes of a channel's first segment; each is twice as long as the one before, up to the last. */
const SMALLEST_SEGMENT = 4 * 1024;
const LARGEST_SEGMENT = 1024 * 1024;

/** Keeps messages as long as the process lives (behaviour document, section 4). */
export class MemoryStore implements MessageStore {
  /** In the order of their sequences, without gaps; only the first may hold dropped messages. */
  readonly #segments: Segment[] = [];
  #first = 1;
  #last = 0;
  #bytes = 0;
  /** Where the last message was found: the next one that is wanted is mostly beside it. */
  #recent: Segment | undefined;

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(size: number, time: number): Buffer {
    this.#last++;
    this.#bytes += size;
    return this.#segments.at(-1)?.append(size, time) ?? this.#grow(size).append(size, time)!;
  }

  get(sequence: number): Buffer | undefined {
    return this.#segmentOf(sequence)?.get(sequence);
  }

  timeOf(sequence: number): number | undefined {
    return this.#segmentOf(sequence)?.timeOf(sequence);
  }

  drop(): void {
    const oldest = this.get(this.#first);
    if (!oldest) return;
    this.#bytes -= oldest.length;
    this.#first++;
    // The newest segment stays: it is where the next message goes.
    if (this.#segments.length > 1 && this.#segments[0]!.last < this.#first) this.#segments.shift();
  }

  /** Adds a segment with room for at least one message of `size` bytes. */
  #grow(size: number): Segment {
    const wanted = Math.min((this.#segments.at(-1)?.size ?? 0) * 2, LARGEST_SEGMENT);
    const segment = new Segment(this.#last, Math.max(SMALLEST_SEGMENT, wanted, size));
    this.#segments.push(segment);
    return segment;
  }

  #segmentOf(sequence: number): Segment | undefined {
    if (sequence < this.#first || sequence > this.#last) return undefined;
    if (!this.#recent || sequence < this.#recent.base || sequence > this.#recent.last) {
      this.#recent = this.#search(sequence);
    }
    return this.#recent;
  }

  /** Among many segments the one with `sequence`, by halves. */
  #search(sequence: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#segments[middle]!.base <= sequence) low = middle;
      else high = middle - 1;
    }
    return this.#segments[low];
  }
}
