import { deserialize, Double, Decimal128, Int32, Long, ObjectId, onDemand } from 'bson';
import type { Doc, Value } from './value';

/** A message that is nested deeper is refused, as by a mongod. */
const DEEPEST_MESSAGE = 200;

/** Bytes that are no BSON document. */
export class BSONError extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const DOUBLE = 1;
const STRING = 2;
const OBJECT = 3;
const ARRAY = 4;
const OBJECT_ID = 7;
const BOOL = 8;
const DATE = 9;
const NULL = 10;
const INT = 16;
const LONG = 18;
const DECIMAL = 19;
/** Given up long ago: the library cannot write them. */
const NOT_TAKEN: Readonly<Record<number, string>> = { 6: 'undefined', 12: 'dbPointer' };

/**
 * @param offset where the document begins in `bytes`
 * @throws BSONError if that is not a document, or one that is nested deeper than 200 levels
 */
export function decode(bytes: Uint8Array, offset = 0): Doc {
  try {
    return new Reader(bytes).document(offset, 1);
  } catch (error) {
    if (error instanceof BSONError) throw error;
    throw new BSONError((error as Error).message);
  }
}

class Reader {
  readonly #view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  document(offset: number, depth: number): Doc {
    const doc = new Map<string, Value>();
    this.#each(offset, depth, (name, value) => doc.set(name, value));
    return doc;
  }

  #each(offset: number, depth: number, found: (name: string, value: Value) => void): void {
    if (depth > DEEPEST_MESSAGE)
      throw new BSONError(`The document is nested deeper than ${DEEPEST_MESSAGE} levels`);
    for (const element of onDemand.parseToElements(this.bytes, offset)) {
      const [type, nameOffset, nameLength, start, length] = element;
      const name = this.#text(nameOffset, nameLength);
      found(name, this.#value(type, start, length, depth));
    }
  }

  #value(type: number, start: number, length: number, depth: number): Value {
    const view = this.#view;
    switch (type) {
      case DOUBLE:
        return new Double(view.getFloat64(start, true));
      case STRING:
        return this.#string(start, length);
      case OBJECT:
        return this.document(start, depth + 1);
      case ARRAY: {
        const list: Value[] = [];
        this.#each(start, depth + 1, (_, value) => list.push(value));
        return list;
      }
      case OBJECT_ID:
        return new ObjectId(this.bytes.slice(start, start + length));
      case BOOL:
        return this.#bool(start);
      case DATE:
        return new Date(Number(view.getBigInt64(start, true)));
      case NULL:
        return null;
      case INT:
        return new Int32(view.getInt32(start, true));
      case LONG:
        return Long.fromBigInt(view.getBigInt64(start, true));
      case DECIMAL:
        return new Decimal128(this.bytes.slice(start, start + length));
      default:
        return this.#rare(type, start, length);
    }
  }

  /** @throws if its length, its end or its bytes are wrong */
  #string(start: number, length: number): string {
    if (length < 5 || this.bytes[start + length - 1] !== 0)
      throw new BSONError('A string does not end where it says');
    return this.#text(start + 4, length - 5);
  }

  #bool(start: number): boolean {
    const byte = this.bytes[start]!;
    if (byte > 1) throw new BSONError(`A boolean is ${byte}`);
    return byte === 1;
  }

  #text(start: number, length: number): string {
    return utf8.decode(this.bytes.subarray(start, start + length));
  }

  /** The others are the library's to read: as the only field of a document. */
  #rare(type: number, start: number, length: number): Value {
    const name = NOT_TAKEN[type];
    if (name !== undefined) throw new BSONError(`The type ${type}, ${name}, is not taken`);
    const size = length + 8;
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setInt32(0, size, true);
    bytes[4] = type;
    bytes[5] = 'v'.charCodeAt(0);
    bytes.set(this.bytes.subarray(start, start + length), 7);
    const { v } = deserialize(bytes, { promoteBuffers: false, bsonRegExp: true }) as { v: Value };
    return v;
  }
}
