import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/** A number with its type: 1, 1.0 and Long 1 are equal, and stay what they are. */
export type Numeric = Int32 | Long | Double | Decimal128;

/**
 * A BSON value as it came (BSON specification 1.1): nothing is turned into a JavaScript number, so that what is
 * stored goes out as it came in.
 */
export type Value =
  | Numeric
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | MaxKey
  | MinKey
  | ObjectId
  | Timestamp
  | Date
  | string
  | boolean
  | null
  | Doc
  | readonly Value[];

/**
 * A document. A map keeps the order of its fields, also where their names are digits, and has none that nobody
 * gave it. Documents are never changed once they are made.
 */
export type Doc = ReadonlyMap<string, Value>;

export function isDoc(value: Value): value is Doc {
  return value instanceof Map;
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
