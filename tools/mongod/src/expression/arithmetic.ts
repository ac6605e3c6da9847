import { CommandError } from '../error';
import type { Element } from '../query';
import { divide, double, isNumeric, type Numeric, remainder, toDecimal, toNumber } from '../values';
import type { Operators } from './expression';
import { isNullish, ofAll, taking, typeName } from './operands';
import { difference, productOf, sumOf } from './running';
import { exactOf, isDecimal, isDouble, isLong, whole } from './total';

function added(values: readonly Element[]): Element {
  const numbers: Numeric[] = [];
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw new CommandError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) numbers.push(value);
    else
      throw new CommandError(
        'TypeMismatch',
        `$add only supports numeric or date types, not ${typeName(value)}`,
      );
  }
  return date ? dateAfter(date, toNumber(sumOf(numbers))) : sumOf(numbers);
}

function dateAfter(date: Date, milliseconds: number): Date {
  const at = date.getTime() + Math.round(milliseconds);
  if (!Number.isFinite(at)) throw new CommandError('Overflow', 'date overflow');
  return new Date(at);
}

function subtracted([one, other]: readonly Element[]): Element {
  if (isNullish(one) || isNullish(other)) return null;
  if (isNumeric(one) && isNumeric(other)) return difference(one, other);
  if (one instanceof Date && other instanceof Date)
    return whole(BigInt(one.getTime() - other.getTime()), true);
  if (one instanceof Date && isNumeric(other)) return dateAfter(one, -toNumber(other));
  throw new CommandError(
    'TypeMismatch',
    `can't $subtract ${typeName(other)} from ${typeName(one)}`,
  );
}

function multiplied(values: readonly Element[]): Element {
  const numbers: Numeric[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumeric(value))
      throw new CommandError(
        'TypeMismatch',
        `$multiply only supports numeric types, not ${typeName(value)}`,
      );
    numbers.push(value);
  }
  return productOf(numbers);
}

/** A double always, a decimal if one of the two is one. */
function divided([one, other]: readonly Element[]): Element {
  if (isNullish(one) || isNullish(other)) return null;
  if (!isNumeric(one) || !isNumeric(other))
    throw new CommandError(
      'TypeMismatch',
      `$divide only supports numeric types, not ${typeName(one)} and ${typeName(other)}`,
    );
  if (toNumber(other) === 0) throw new CommandError('BadValue', "can't $divide by zero");
  if (isDecimal(one) || isDecimal(other)) return toDecimal(divide(exactOf(one), exactOf(other)));
  return double(toNumber(one) / toNumber(other));
}

function modulo([one, other]: readonly Element[]): Element {
  if (isNullish(one) || isNullish(other)) return null;
  if (!isNumeric(one) || !isNumeric(other))
    throw new CommandError(
      16611,
      `$mod only supports numeric types, not ${typeName(one)} and ${typeName(other)}`,
    );
  const hasDecimal = isDecimal(one) || isDecimal(other);
  if (toNumber(other) === 0)
    throw new CommandError(hasDecimal ? 5733415 : 16610, "can't $mod by zero");
  if (hasDecimal) return toDecimal(remainder(exactOf(one), exactOf(other)));
  if (isDouble(one) || isDouble(other)) return double(toNumber(one) % toNumber(other));
  return whole(BigInt(one.toString()) % BigInt(other.toString()), isLong(one) || isLong(other));
}

/** Arithmetic that keeps the types of numbers (manual, "Arithmetic Expression Operators"). */
export const arithmetic: Operators = {
  $add: ofAll(added),
  $subtract: taking(2, subtracted),
  $multiply: ofAll(multiplied),
  $divide: taking(2, divided),
  $mod: taking(2, modulo),
};
