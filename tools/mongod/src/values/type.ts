import {
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
import { isArray, isDoc, type Numeric, type Value } from './value';

/** The names of the types and their numbers (manual, "BSON Types"); undefined, 6, and dbPointer, 12, are not taken. */
export const TYPES = {
  minKey: -1,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  maxKey: 127,
} as const;

export type TypeName = keyof typeof TYPES;

/** What a value of the library is; the order is that in which they are met. */
const CLASSES: readonly (readonly [new (...args: never[]) => object, TypeName])[] = [
  [ObjectId, 'objectId'],
  [Date, 'date'],
  [Int32, 'int'],
  [Double, 'double'],
  // A kind of Long, as far as JavaScript knows.
  [Timestamp, 'timestamp'],
  [Long, 'long'],
  [Decimal128, 'decimal'],
  [Binary, 'binData'],
  [BSONRegExp, 'regex'],
  [BSONSymbol, 'symbol'],
  [MinKey, 'minKey'],
  [MaxKey, 'maxKey'],
];

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
  }
  if (value === null) return 'null';
  if (isDoc(value)) return 'object';
  if (isArray(value)) return 'array';
  if (value instanceof Code) return value.scope === null ? 'javascript' : 'javascriptWithScope';
  const known = CLASSES.find(([type]) => value instanceof type);
  return known![1];
}

export function isNumeric(value: Value): value is Numeric {
  const type = typeOf(value);
  return type === 'int' || type === 'double' || type === 'long' || type === 'decimal';
}
