import {
  add,
  double,
  type Exact,
  int,
  multiply,
  type Numeric,
  toDecimal,
  toNumber,
} from '../values';
import { exactOf, isDecimal, isDouble, isLong, whole } from './total';

/** One kind of arithmetic, on each kind of number. */
interface Arithmetic {
  readonly whole: (one: bigint, other: bigint) => bigint;
  readonly double: (one: number, other: number) => number;
  readonly decimal: (one: Exact, other: Exact) => Exact;
}

const ADDITION: Arithmetic = { whole: (a, b) => a + b, double: (a, b) => a + b, decimal: add };
const SUBTRACTION: Arithmetic = {
  whole: (a, b) => a - b,
  double: (a, b) => a - b,
  decimal: (a, b) => add(a, multiply(b, { coefficient: -1n, exponent: 0 })),
};
const PRODUCT: Arithmetic = {
  whole: (a, b) => a * b,
  double: (a, b) => a * b,
  decimal: multiply,
};

/** What is left of a calculation, number by number; it has the widest type of those that were taken. */
type Kept =
  | { readonly kind: 'whole'; readonly value: bigint; readonly hasLong: boolean }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'decimal'; readonly value: Exact };

/** As `$add`: ints stay an int while that holds the result, whole numbers that do not fit in 64 bits a double. */
export function sumOf(values: readonly Numeric[]): Numeric {
  return calculated(int(0), values, ADDITION);
}

/** As `$multiply`. */
export function productOf(values: readonly Numeric[]): Numeric {
  return calculated(int(1), values, PRODUCT);
}

/** As `$subtract`. */
export function difference(one: Numeric, other: Numeric): Numeric {
  return calculated(one, [other], SUBTRACTION);
}

function calculated(start: Numeric, values: readonly Numeric[], arithmetic: Arithmetic): Numeric {
  const result = values
    .map(kept)
    .reduce((one, other) => combined(one, other, arithmetic), kept(start));
  if (result.kind === 'decimal') return toDecimal(result.value);
  return result.kind === 'double' ? double(result.value) : whole(result.value, result.hasLong);
}

function kept(value: Numeric): Kept {
  if (isDecimal(value)) return { kind: 'decimal', value: exactOf(value) };
  if (isDouble(value)) return { kind: 'double', value: toNumber(value) };
  return { kind: 'whole', value: BigInt(value.toString()), hasLong: isLong(value) };
}

function combined(one: Kept, other: Kept, arithmetic: Arithmetic): Kept {
  if (one.kind === 'decimal' || other.kind === 'decimal')
    return { kind: 'decimal', value: arithmetic.decimal(decimalOf(one), decimalOf(other)) };
  if (one.kind === 'whole' && other.kind === 'whole') {
    const value = arithmetic.whole(one.value, other.value);
    if (BigInt.asIntN(64, value) === value)
      return { kind: 'whole', value, hasLong: one.hasLong || other.hasLong };
  }
  return { kind: 'double', value: arithmetic.double(Number(one.value), Number(other.value)) };
}

function decimalOf({ kind, value }: Kept): Exact {
  if (kind === 'decimal') return value;
  return kind === 'double' ? exactOf(double(value)) : { coefficient: value, exponent: 0 };
}
