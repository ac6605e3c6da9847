/** A message is at most so many bytes long (MongoDB wire protocol; hello's maxMessageSizeBytes). */
export const LONGEST_MESSAGE = 48_000_000;
/** Of each message: its length, its number, the number it answers, its kind. */
export const HEADER = 16;

/** Bytes that are no message: the connection is over. */
export class WireError extends Error {}

/** Cuts a stream of bytes into messages (MongoDB wire protocol, "Standard Message Header"). */
export class Frames {
  #pending: Buffer[] = [];
  #size = 0;

  /**
   * @returns the messages that are whole with `chunk`, their headers with them
   * @throws WireError at a length that no message has
   */
  push(chunk: Buffer): Buffer[] {
    this.#pending.push(chunk);
    this.#size += chunk.length;
    const frames: Buffer[] = [];
    for (let next = this.#next(); next; next = this.#next()) frames.push(next);
    return frames;
  }

  #next(): Buffer | undefined {
    if (this.#size < 4) return undefined;
    const length = this.#joined(4).readInt32LE(0);
    if (length < HEADER || length > LONGEST_MESSAGE)
      throw new WireError(
        `recv(): message msgLen ${length} is invalid. Min ${HEADER} Max: ${LONGEST_MESSAGE}`,
      );
    if (this.#size < length) return undefined;
    const bytes = this.#joined(length);
    const rest = bytes.subarray(length);
    if (rest.length > 0) this.#pending[0] = rest;
    else this.#pending.shift();
    this.#size -= length;
    return bytes.subarray(0, length);
  }

  /** The first of what is pending, made to hold `size` bytes at least. */
  #joined(size: number): Buffer {
    if (this.#pending[0]!.length < size) this.#pending = [Buffer.concat(this.#pending)];
    return this.#pending[0]!;
  }
}
