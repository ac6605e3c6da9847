/** Where the messages of one channel are kept, encoded as they are delivered. */
export interface MessageStore {
  /** The sequence of the oldest message kept; last + 1 if none is. */
  readonly first: number;
  /** The sequence of the newest message ever stored; 0 if there was none. */
  readonly last: number;
  /** Encoded bytes of all messages kept. */
  readonly bytes: number;
  /** Adds the message with the sequence last + 1, stored at `time` (milliseconds since the epoch). */
  append(encoded: Buffer, time: number): void;
  /** @returns undefined if the message is not kept, or not yet there */
  get(sequence: number): Buffer | undefined;
  /** When the message was stored; undefined as for `get`. */
  timeOf(sequence: number): number | undefined;
  /** Removes the oldest message. */
  drop(): void;
}

interface Stored {
  readonly encoded: Buffer;
  readonly time: number;
}

/** How many dropped places may stand at the front of the list before it is cut. */
const SLACK = 1024;

/** Keeps messages as long as the process lives (behaviour document, section 4). */
export class MemoryStore implements MessageStore {
  /** Dropped messages leave a hole at the front, so that dropping one does not move the others. */
  #messages: (Stored | undefined)[] = [];
  /** The sequence of what stands at index 0. */
  #base = 1;
  #first = 1;
  #bytes = 0;

  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#base + this.#messages.length - 1;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(encoded: Buffer, time: number): void {
    this.#messages.push({ encoded, time });
    this.#bytes += encoded.length;
  }

  get(sequence: number): Buffer | undefined {
    return this.#messages[sequence - this.#base]?.encoded;
  }

  timeOf(sequence: number): number | undefined {
    return this.#messages[sequence - this.#base]?.time;
  }

  drop(): void {
    const index = this.#first - this.#base;
    const oldest = this.#messages[index];
    if (!oldest) return;
    this.#bytes -= oldest.encoded.length;
    this.#messages[index] = undefined;
    this.#first++;
    if (index < SLACK) return;
    this.#messages = this.#messages.slice(index + 1);
    this.#base = this.#first;
  }
}
