import type { MessageStore, NewMessage } from './message-store';
import type { Piece } from './piece';
import { Segment } from './segment';

/** Bytes of a channel's first segment; each is twice as long as the one before, up to the last. */
const SMALLEST_SEGMENT = 4 * 1024;
const LARGEST_SEGMENT = 1024 * 1024;

/** Keeps messages as long as the process lives (behaviour document, section 4). */
export class MemoryMessages implements MessageStore {
  readonly expiryStep = 0;
  /** In the order of their sequences, without gaps; only the first may hold dropped messages. */
  readonly #segments: Segment[] = [];
  #first: number;
  #last: number;
  #bytes = 0;
  #newest: Segment | undefined;
  /** Where the last message was found: the next one that is wanted is mostly beside it. */
  #recent: Segment | undefined;

  /** @param first the sequence of the first message that will come */
  constructor(first = 1) {
    this.#first = first;
    this.#last = first - 1;
  }

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  get next(): number {
    return this.#last + 1;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(message: NewMessage, time: number): void {
    this.#last++;
    this.#bytes += message.size;
    if (this.#newest?.append(message, time)) return;
    this.#newest = this.#grow(message.size);
    this.#newest.append(message, time);
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

  /** Those from `sequence` on, which must be kept. */
  piecesFrom(sequence: number): Piece[] {
    return this.#segments
      .filter(({ last }) => last >= sequence)
      .map((segment) => segment.pieceFrom(Math.max(segment.base, sequence)));
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
