import { decode, type Doc, type Value } from '../values';
import { crc32c } from './crc32c';
import { HEADER, WireError } from './frames';

const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1 << 0;
const MORE_TO_COME = 1 << 1;
/** Of the first 16 bits none may be set that is not known; the others are hints. */
const REQUIRED_BITS = 0xffff;

/** A command, as a message carries it. */
export interface Request {
  readonly id: number;
  /** How it is to be answered: only the first handshake comes as OP_QUERY. */
  readonly kind: 'OP_MSG' | 'OP_QUERY';
  /** The first field is the command's name. What came beside it as a sequence is an array in it. */
  readonly body: Doc;
  /** Its sender wants no answer. */
  readonly isUnanswered: boolean;
}

/**
 * @param frame a message with its header
 * @throws WireError if it is none that a mongod reads
 */
export function readRequest(frame: Buffer): Request {
  const [id, opCode] = [frame.readInt32LE(4), frame.readInt32LE(12)];
  try {
    switch (opCode) {
      case OP_MSG:
        return { id, kind: 'OP_MSG', ...opMsg(frame) };
      case OP_QUERY:
        return { id, kind: 'OP_QUERY', body: opQuery(frame), isUnanswered: false };
    }
  } catch (error) {
    if (error instanceof WireError) throw error;
    // No document, or a length that leads out of the message.
    throw new WireError((error as Error).message);
  }
  throw new WireError(`The message kind ${opCode} is not read`);
}

/** An answer as a client reads it. */
export interface Answer {
  /** The number of the message that it answers. */
  readonly to: number;
  readonly body: Doc;
}

/** @throws WireError if `frame` is no OP_MSG */
export function readAnswer(frame: Buffer): Answer {
  const { kind, body } = readRequest(frame);
  if (kind !== 'OP_MSG') throw new WireError('An answer is an OP_MSG');
  return { to: frame.readInt32LE(8), body };
}

/** MongoDB wire protocol, "OP_MSG". */
function opMsg(frame: Buffer): { body: Doc; isUnanswered: boolean } {
  const flags = frame.readUInt32LE(HEADER);
  const unknown = flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME);
  if (unknown !== 0) throw new WireError(`OP_MSG has flags that are not known: ${unknown}`);
  let end = frame.length;
  if (flags & CHECKSUM_PRESENT) {
    end -= 4;
    if (frame.readUInt32LE(end) !== crc32c(frame.subarray(0, end)))
      throw new WireError('OP_MSG checksum does not match contents');
  }
  return {
    body: new Sections(frame.subarray(0, end)).body(),
    isUnanswered: Boolean(flags & MORE_TO_COME),
  };
}

class Sections {
  #at = HEADER + 4;
  #body: Doc | undefined;
  readonly #sequences = new Map<string, Value[]>();

  constructor(private readonly bytes: Buffer) {}

  body(): Doc {
    while (this.#at < this.bytes.length) this.#section();
    if (!this.#body) throw new WireError('OP_MSG messages must have a body');
    for (const name of this.#sequences.keys())
      if (this.#body.has(name))
        throw new WireError(`Duplicate field between body and document sequence ${name}`);
    return new Map([...this.#body, ...this.#sequences]);
  }

  #section(): void {
    const kind = this.bytes.readUInt8(this.#at++);
    if (kind === 0) {
      if (this.#body) throw new WireError('Multiple body sections in message');
      this.#body = this.#document(this.bytes.length);
      return;
    }
    if (kind !== 1) throw new WireError(`Unknown section kind ${kind}`);
    const end = this.#at + this.bytes.readInt32LE(this.#at);
    this.#at += 4;
    const name = this.#name(end);
    if (this.#sequences.has(name)) throw new WireError(`Duplicate document sequence: ${name}`);
    const documents: Value[] = [];
    while (this.#at < end) documents.push(this.#document(end));
    this.#sequences.set(name, documents);
  }

  #name(end: number): string {
    const close = this.bytes.indexOf(0, this.#at);
    if (end > this.bytes.length || close < 0 || close >= end)
      throw new WireError('A document sequence does not end where it says');
    const name = this.bytes.toString('utf8', this.#at, close);
    this.#at = close + 1;
    return name;
  }

  /** @param end beyond which it may not reach */
  #document(end: number): Doc {
    const size = this.bytes.readInt32LE(this.#at);
    if (size < 5 || this.#at + size > end)
      throw new WireError('A document does not end where it says');
    const doc = decode(this.bytes.subarray(this.#at, this.#at + size));
    this.#at += size;
    return doc;
  }
}

/** MongoDB wire protocol, "OP_QUERY"; since 6.0 for the first handshake alone. */
function opQuery(frame: Buffer): Doc {
  const afterFlags = HEADER + 4;
  const close = frame.indexOf(0, afterFlags);
  if (close < 0) throw new WireError('OP_QUERY names no collection');
  const [db, ...collection] = frame.toString('utf8', afterFlags, close).split('.');
  if (collection.join('.') !== '$cmd') throw new WireError('OP_QUERY is no longer supported');
  const body = decode(frame.subarray(close + 1 + 8));
  return new Map<string, Value>([...body, ['$db', db!]]);
}
