import { Long } from 'bson';
import { toNumber } from './numbers';
import { isNumeric } from './type';
import type { Value } from './value';

/** Why a value is no integer of 64 bits. */
export type NoInteger = 'no number' | 'NaN' | 'fraction' | 'too large';

/** @returns the whole number that `value` is, or why it is none of 64 bits */
export function integerOf(value: Value): bigint | NoInteger {
  if (!isNumeric(value)) return 'no number';
  if (value instanceof Long) return value.toBigInt();
  const number = toNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (number >= 2 ** 63 || number < -(2 ** 63)) return 'too large';
  return Number.isInteger(number) ? BigInt(number) : 'fraction';
}
