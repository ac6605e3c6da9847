/** A value of a document as a test compares it. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | bigint
  | Date
  | RegExp
  | Buffer
  | readonly Plain[]
  | Row;

/** A document as a plain object. */
export interface Row {
  readonly [field: string]: Plain;
}

/** What the library's classes have that a test is not told of. */
interface Bson {
  readonly _bsontype: string;
  readonly value?: unknown;
  toString(): string;
}

/**
 * A value that the driver, or the wire, gives, made of what the language has: numbers, an ObjectId as its 24
 * digits, a Decimal128 as its text.
 */
export function plain(value: unknown): Plain {
  if (typeof value !== 'object' || value === null) return value as Plain;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return rowOf(value as Map<string, unknown>);
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (Buffer.isBuffer(value)) return value;
  if ('_bsontype' in value) return unwrapped(value as Bson);
  return rowOf(Object.entries(value));
}

/** A document to be stored, whose `_id` becomes an ObjectId if it has the 24 digits of one. */
export function withID(row: object, ObjectID: new (digits: string) => object): object {
  const { _id } = row as { _id?: unknown };
  const isID = typeof _id === 'string' && /^[0-9a-f]{24}$/i.test(_id);
  return isID ? { ...row, _id: new ObjectID(_id) } : { ...row };
}

/** @param fields of a document */
export function rowOf(fields: Iterable<readonly [string, unknown]>): Row {
  return Object.fromEntries(Array.from(fields, ([name, each]) => [name, plain(each)]));
}

function unwrapped(value: Bson): Plain {
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
      return value.value as number;
    case 'Long':
      return Number(value.toString());
    case 'Binary':
      return Buffer.from((value as unknown as { buffer: Uint8Array }).buffer);
    default:
      return value.toString();
  }
}

/** As a sentence has it: `{ _id: "6b07", version: 0 }`. */
export function inWords(value: Plain): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (Buffer.isBuffer(value)) return `${value.length} bytes`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return value.length === 0 ? '[]' : `[ ${value.map(inWords).join(', ')} ]`;
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${inWords(each)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function isList(value: readonly Plain[] | Row): value is readonly Plain[] {
  return Array.isArray(value);
}
