/** Where the messages of one channel are kept, encoded as they are delivered. */
export interface MessageStore {
  /** The sequence of the oldest message kept; last + 1 if none is. */
  readonly first: number;
  /** The sequence of the newest message that may be read; 0 if there was none. */
  readonly last: number;
  /** The sequence that the next message gets. On disk, messages up to it may still be on their way. */
  readonly next: number;
  /** Encoded bytes of all messages kept. */
  readonly bytes: number;
  /**
   * Adds a message of `size` bytes with the sequence `next`, stored at `time` (milliseconds since
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
