/** A message that is to be stored. */
export interface NewMessage {
  /** Its bytes. */
  readonly size: number;
  /** Writes all of it from `at` on. */
  write(target: Buffer, at: number): void;
}

/** Where the messages of one channel are kept, encoded as they are delivered. */
export interface MessageStore {
  /** The sequence of the oldest message kept; last + 1 if none is. */
  readonly first: number;
  /** The sequence of the newest message that may be read; 0 if there was none. */
  readonly last: number;
  /** The sequence that the next message gets. On disk, messages up to it may still be on their way. */
  readonly next: number;
  /** Encoded bytes of all messages kept; on disk each counts 40 more (section 3.6). */
  readonly bytes: number;
  /** Their age is looked at every so many milliseconds; 0: when each is too old (section 3.6). */
  readonly expiryStep: number;
  /**
   * Adds a message with the sequence `next`.
   *
   * @param time when it is stored, in milliseconds since the epoch
   */
  append(message: NewMessage, time: number): void;
  /** @returns undefined if the message is not kept, or not yet there */
  get(sequence: number): Buffer | undefined;
  /** When the message was stored; undefined as for `get`. */
  timeOf(sequence: number): number | undefined;
  /** Removes the oldest message. */
  drop(): void;
}
