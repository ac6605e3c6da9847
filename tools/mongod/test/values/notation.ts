import { Double, Int32, Long } from 'bson';
import { type Doc, isArray, isDoc, shown, typeOf, type Value } from '../../src/values';

/** What a test writes: whole numbers are ints, others doubles, bigints longs; values of the library stay. */
export type Written = object | number | bigint | string | boolean | null;

/** The value that is written; of an object, a document. */
export function value(written: Written): Value {
  if (typeof written === 'number')
    return Number.isInteger(written) ? new Int32(written) : new Double(written);
  if (typeof written === 'bigint') return Long.fromBigInt(written);
  if (Array.isArray(written)) return (written as Written[]).map(value);
  const isPlain =
    typeof written === 'object' &&
    written !== null &&
    Object.getPrototypeOf(written) === Object.prototype;
  if (!isPlain) return written as Value;
  const fields = Object.entries(written as Record<string, Written>);
  return new Map(fields.map(([name, each]) => [name, value(each)]));
}

export function document(written: Written): Doc {
  return value(written) as Doc;
}

/** A value as text, its fields in their order and its numbers with their types: `{ a: 1, b: 2L, c: 1.0 }`. */
export function text(told: Value): string {
  if (isDoc(told)) {
    const fields = [...told].map(([name, each]) => `${name}: ${text(each)}`);
    return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
  }
  if (isArray(told)) return `[${told.map(text).join(', ')}]`;
  if (typeOf(told) === 'long') return `${shown(told)}L`;
  if (told instanceof Double && Object.is(told.value, -0)) return '-0.0';
  return shown(told);
}
