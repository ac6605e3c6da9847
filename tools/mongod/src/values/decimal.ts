import { Decimal128 } from 'bson';

/** A decimal number as a coefficient and a power of ten; or one that is no number or has no end. */
export type Exact = { readonly coefficient: bigint; readonly exponent: number } | number;

/** A Decimal128 has so many digits (IEEE 754-2008, decimal128). */
const DIGITS = 34;
const LOWEST_EXPONENT = -6176;

const TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:E([+-]?\d+))?$/i;

/** @returns NaN, Infinity or -Infinity as a number, anything else exactly */
export function exactly(value: Decimal128): Exact {
  const text = value.toString();
  const parts = TEXT.exec(text);
  if (!parts) return Number(text);
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = BigInt(whole + fraction || '0');
  return {
    coefficient: sign === '-' ? -digits : digits,
    exponent: Number(exponent) - fraction.length,
  };
}

/** @returns the value of `number`, all its binary digits */
export function exactlyOf(number: number): Exact {
  if (!Number.isFinite(number)) return number;
  if (Number.isInteger(number)) return { coefficient: BigInt(number), exponent: 0 };
  // A double is a whole number times a power of two, and so also one times a power of ten.
  let twos = 0;
  let whole = number;
  for (; !Number.isInteger(whole); twos++) whole *= 2;
  return { coefficient: BigInt(whole) * 5n ** BigInt(twos), exponent: -twos };
}

/** Negative, zero or positive; NaN is equal to itself and less than all others. */
export function compareExact(one: Exact, other: Exact): number {
  if (typeof one === 'number' || typeof other === 'number')
    return compareNumbers(signed(one), signed(other));
  const [a, b] = aligned(one, other);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** NaN is equal to itself and less than all others. */
function compareNumbers(one: number, other: number): number {
  if (Number.isNaN(one) || Number.isNaN(other))
    return Number(Number.isNaN(other)) - Number(Number.isNaN(one));
  return one < other ? -1 : one > other ? 1 : 0;
}

export function add(one: Exact, other: Exact): Exact {
  if (typeof one === 'number' || typeof other === 'number') return signed(one) + signed(other);
  const [a, b, exponent] = aligned(one, other);
  return { coefficient: a + b, exponent };
}

export function multiply(one: Exact, other: Exact): Exact {
  if (typeof one === 'number' || typeof other === 'number') return signed(one) * signed(other);
  return {
    coefficient: one.coefficient * other.coefficient,
    exponent: one.exponent + other.exponent,
  };
}

/** To 34 digits, half to even; with as few as it needs, but no fewer than the two numbers have behind the point. */
export function divide(one: Exact, other: Exact): Exact {
  if (typeof one === 'number' || typeof other === 'number') return quotient(one, other);
  if (other.coefficient === 0n) return signed(one) / 0;
  const preferred = one.exponent - other.exponent;
  const more = BigInt(2 * DIGITS + String(other.coefficient).length);
  const numerator = one.coefficient * 10n ** more;
  let coefficient = numerator / other.coefficient;
  let exponent = preferred - Number(more);
  // What is lost is not half: a digit that is not zero says so.
  if (numerator % other.coefficient !== 0n)
    return { coefficient: coefficient * 10n + 1n, exponent: exponent - 1 };
  for (; exponent < preferred && coefficient % 10n === 0n; exponent++) coefficient /= 10n;
  return { coefficient, exponent };
}

/** With the sign of `one`, as C's fmod. */
export function remainder(one: Exact, other: Exact): Exact {
  if (typeof one === 'number') return NaN;
  if (typeof other === 'number') return Number.isNaN(other) ? NaN : one;
  if (other.coefficient === 0n) return NaN;
  const [a, b, exponent] = aligned(one, other);
  return { coefficient: a % b, exponent };
}

/** Without a fraction: towards zero, down, up or to the nearest, half to even, at `places` behind the point. */
export function roundedAt(
  exact: Exact,
  places: number,
  direction: 'zero' | 'down' | 'up' | 'even',
): Exact {
  if (typeof exact === 'number' || -exact.exponent <= places) return exact;
  const unit = 10n ** BigInt(-exact.exponent - places);
  const { coefficient } = exact;
  const truncated = coefficient / unit;
  const rest = coefficient % unit;
  const towards = (): bigint => {
    if (direction === 'even') return rounded(coefficient, unit);
    if (direction === 'down' && rest < 0n) return truncated - 1n;
    if (direction === 'up' && rest > 0n) return truncated + 1n;
    return truncated;
  };
  return { coefficient: towards(), exponent: -places || 0 };
}

/** The nearest Decimal128, half to even. */
export function toDecimal(exact: Exact): Decimal128 {
  if (typeof exact === 'number') return Decimal128.fromString(String(exact));
  let { coefficient, exponent } = exact;
  const size = String(coefficient < 0n ? -coefficient : coefficient).length;
  const surplus = Math.max(size - DIGITS, LOWEST_EXPONENT - exponent, 0);
  if (surplus > 0) {
    coefficient = rounded(coefficient, 10n ** BigInt(surplus));
    exponent += surplus;
  }
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`);
}

function rounded(coefficient: bigint, unit: bigint): bigint {
  const sign = coefficient < 0n ? -1n : 1n;
  const whole = (coefficient * sign) / unit;
  const twice = 2n * ((coefficient * sign) % unit);
  const up = twice > unit || (twice === unit && whole % 2n === 1n);
  return sign * (up ? whole + 1n : whole);
}

function quotient(one: Exact, other: Exact): number {
  if (typeof other !== 'number') return (one as number) * (other.coefficient < 0n ? -1 : 1);
  return typeof one === 'number' ? one / other : Number.isNaN(other) ? NaN : 0;
}

/** What is beside a number that is not finite counts by its sign. */
function signed(exact: Exact): number {
  if (typeof exact === 'number') return exact;
  return exact.coefficient < 0n ? -1 : exact.coefficient > 0n ? 1 : 0;
}

/** Both coefficients at the lower of the two exponents, and that. */
function aligned(
  one: Exclude<Exact, number>,
  other: Exclude<Exact, number>,
): [bigint, bigint, number] {
  const exponent = Math.min(one.exponent, other.exponent);
  const at = ({ coefficient, exponent: own }: Exclude<Exact, number>): bigint =>
    coefficient * 10n ** BigInt(own - exponent);
  return [at(one), at(other), exponent];
}
