import { Double, Int32, Long } from 'bson';
import type { Doc, Value } from './value';

/** A document from an object whose names are no numbers; fields that are undefined are left out. */
export function doc(fields: Readonly<Record<string, Value | undefined>>): Doc {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined);
  return new Map(there as [string, Value][]);
}

export const int = (value: number): Int32 => new Int32(value);
export const double = (value: number): Double => new Double(value);
export const long = (value: number | bigint): Long => Long.fromBigInt(BigInt(value));
