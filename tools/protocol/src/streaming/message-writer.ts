import { PublishField, type PublishReader } from './publish-reader';
import { encodeText } from './text';
import { copy, varintSize, writeVarint } from './wire';

/** Each field of a MsgProto has a number below 16: its tag is one byte. */
const SEQUENCE = 0x08;
const SUBJECT = 0x12;
const REPLY = 0x1a;
const DATA = 0x22;
const TIMESTAMP = 0x28;

const { reply: PUBLISHED_REPLY, data: PUBLISHED_DATA } = PublishField;

/**
 * Makes the MsgProtos of one channel out of what was published. It does by hand what `MsgProto.encode`
 * does, because every message goes through here: straight from the bytes that came into the store,
 * without a buffer or an object in between.
 */
export class MessageWriter {
  /** The field with the channel's name: the same in all of them. */
  readonly #subject: Buffer;
  #sequence = 0;
  #timestamp = 0;
  #published!: PublishReader;
  #size = 0;

  constructor(channel: string) {
    const name = encodeText(channel);
    this.#subject = Buffer.alloc(fieldSize(name.length));
    const start = writeVarint(this.#subject, writeVarint(this.#subject, 0, SUBJECT), name.length);
    name.copy(this.#subject, start);
  }

  /** Bytes that `write` writes. */
  get size(): number {
    return this.#size;
  }

  /**
   * Says what the next message is.
   *
   * @param sequence from 1
   * @param published what was just read: its reply and its data are taken
   * @param timestamp nanoseconds since the Unix epoch: the nearest double
   */
  prepare(sequence: number, published: PublishReader, timestamp: number): this {
    this.#sequence = sequence;
    this.#published = published;
    this.#timestamp = timestamp;
    this.#size =
      1 +
      varintSize(sequence) +
      this.#subject.length +
      fieldSize(published.size(PUBLISHED_REPLY)) +
      fieldSize(published.size(PUBLISHED_DATA)) +
      1 +
      varintSize(timestamp);
    return this;
  }

  /** Writes the message into `target`, where `size` bytes are free from `at` on. */
  write(target: Buffer, at: number): void {
    const published = this.#published;
    target[at] = SEQUENCE;
    let end = writeVarint(target, at + 1, this.#sequence);
    end = copy(this.#subject, 0, this.#subject.length, target, end);
    end = writeField(target, end, REPLY, published, PUBLISHED_REPLY);
    end = writeField(target, end, DATA, published, PUBLISHED_DATA);
    target[end] = TIMESTAMP;
    writeVarint(target, end + 1, this.#timestamp);
  }
}

type Taken = typeof PUBLISHED_REPLY | typeof PUBLISHED_DATA;

/** A field of no bytes is left out. */
function fieldSize(length: number): number {
  return length === 0 ? 0 : 1 + varintSize(length) + length;
}

/** @returns where the field ends */
function writeField(
  target: Buffer,
  at: number,
  tag: number,
  published: PublishReader,
  field: Taken,
): number {
  const size = published.size(field);
  if (size === 0) return at;
  target[at] = tag;
  const start = writeVarint(target, at + 1, size);
  return copy(published.bytes, published.start(field), published.end(field), target, start);
}
