import { Ack } from '@workbook/protocol';
import { frame } from './frames';

const SLAB_SIZE = 64 * 1024;
const MORE = 0x80;
/** A sequence has at most this many bytes here: 2 ** 35 messages are more than anybody measures. */
const LONGEST_SEQUENCE = 5;
const CR = 13;
const LF = 10;

/** Writes acks for one subscription: the beginning is always the same, the sequence is copied. */
export class AckWriter {
  /** The frame up to the sequence, by how many bytes that has. */
  readonly #heads: readonly Buffer[];
  #slab = Buffer.allocUnsafeSlow(SLAB_SIZE);
  #start = 0;
  #end = 0;

  constructor(
    ackInbox: string,
    channel: string,
    private readonly write: (bytes: Buffer) => void,
  ) {
    this.#heads = Array.from({ length: LONGEST_SEQUENCE + 1 }, (_, length) =>
      headOf(ackInbox, channel, Math.max(length, 1)),
    );
  }

  /** @param at where the sequence of the message stands in `bytes`, as a varint */
  add(bytes: Buffer, at: number): void {
    let length = 1;
    while (bytes[at + length - 1]! >= MORE) length++;
    const head = this.#heads[length]!;
    if (this.#end + head.length + length + 2 > SLAB_SIZE) this.#renew();
    const slab = this.#slab;
    slab.set(head, this.#end);
    let end = this.#end + head.length;
    for (let index = 0; index < length; index++) slab[end++] = bytes[at + index]!;
    slab[end++] = CR;
    slab[end++] = LF;
    this.#end = end;
  }

  /** Hands over what was added. */
  flush(): void {
    if (this.#end > this.#start) this.write(this.#slab.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }

  /** What was handed over may not be sent yet: it is not written to again. */
  #renew(): void {
    this.flush();
    this.#slab = Buffer.allocUnsafeSlow(SLAB_SIZE);
    this.#start = this.#end = 0;
  }
}

/** @param length bytes of the sequence, which is cut off again with the CRLF */
function headOf(ackInbox: string, channel: string, length: number): Buffer {
  const whole = frame(
    ackInbox,
    '',
    Ack.encode({ subject: channel, sequence: 2 ** (7 * (length - 1)) }),
  );
  return whole.subarray(0, whole.length - length - 2);
}
