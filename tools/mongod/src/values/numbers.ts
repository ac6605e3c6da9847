import { Decimal128, Double, Int32, Long } from 'bson';
import { add, compareExact, exactly, exactlyOf, type Exact, multiply, toDecimal } from './decimal';
import { isNumeric } from './type';
import type { Numeric, Value } from './value';

const INT_MAX = 2n ** 31n - 1n;
const INT_MIN = -(2n ** 31n);
const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);
/** So many digits of a double are kept beside a Decimal128. */
const DIGITS_OF_A_DOUBLE = 15;

/** As `$inc` does. @returns undefined if it does not fit in 64 bits (manual, "$inc") */
export function sum(one: Numeric, other: Numeric): Numeric | undefined {
  return combined(one, other, {
    whole: (a, b) => a + b,
    double: (a, b) => a + b,
    decimal: add,
  });
}

/** As `$mul` does. @returns undefined if it does not fit in 64 bits (manual, "$mul") */
export function product(one: Numeric, other: Numeric): Numeric | undefined {
  return combined(one, other, {
    whole: (a, b) => a * b,
    double: (a, b) => a * b,
    decimal: multiply,
  });
}

interface Operation {
  readonly whole: (one: bigint, other: bigint) => bigint;
  readonly double: (one: number, other: number) => number;
  readonly decimal: (one: Exact, other: Exact) => Exact;
}

/** The result has the wider type of the two: int, long, double, decimal. An int that overflows is a long. */
function combined(one: Numeric, other: Numeric, operation: Operation): Numeric | undefined {
  if (isDecimal(one) || isDecimal(other))
    return toDecimal(operation.decimal(besideDecimal(one), besideDecimal(other)));
  if (isDouble(one) || isDouble(other))
    return new Double(operation.double(toNumber(one), toNumber(other)));
  const result = operation.whole(toBigInt(one), toBigInt(other));
  const isLong = one._bsontype === 'Long' || other._bsontype === 'Long';
  if (!isLong && result >= INT_MIN && result <= INT_MAX) return new Int32(Number(result));
  return result >= LONG_MIN && result <= LONG_MAX ? Long.fromBigInt(result) : undefined;
}

/** The nearest double. */
export function toNumber(value: Numeric): number {
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
      return value.value;
    case 'Long':
      return Number(value.toBigInt());
    case 'Decimal128':
      return Number(value.toString());
  }
}

/** False, null and any zero are false, all else is true. */
export function isTrue(value: Value): boolean {
  if (isNumeric(value)) return toNumber(value) !== 0;
  return value !== false && value !== null;
}

/** The value of any number, exactly. */
export function exact(value: Numeric): Exact {
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
      return exactlyOf(value.value);
    case 'Long':
      return { coefficient: value.toBigInt(), exponent: 0 };
    case 'Decimal128':
      return exactly(value);
  }
}

/** Negative, zero or positive, over all types; NaN is equal to itself and less than all others. */
export function compareNumeric(one: Numeric, other: Numeric): number {
  return compareExact(exact(one), exact(other));
}

/** Of a double, so many digits as are kept beside a Decimal128. */
export function besideDecimal(value: Numeric): Exact {
  if (!isDouble(value)) return exact(value);
  const number = value.value;
  if (!Number.isFinite(number)) return number;
  return exactly(Decimal128.fromString(number.toPrecision(DIGITS_OF_A_DOUBLE)));
}

function toBigInt(value: Int32 | Long): bigint {
  return value._bsontype === 'Int32' ? BigInt(value.value) : value.toBigInt();
}

function isDecimal(value: Numeric): value is Decimal128 {
  return value._bsontype === 'Decimal128';
}

function isDouble(value: Numeric): value is Double {
  return value._bsontype === 'Double';
}
