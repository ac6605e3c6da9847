import { Timestamp } from 'bson';
import { CommandError } from '../error';
import type { Element } from '../query';
import { int, long, type Value } from '../values';
import type { Operator, Operators } from './expression';
import { isNullish, ofAll, taking, typeName } from './operands';
import { isLong } from './total';

type Whole = Parameters<typeof isLong>[0];

function isWhole(value: Value): value is Whole {
  const type = typeName(value);
  return type === 'int' || type === 'long';
}

/** An int of ints, a long if one of them is a long. @param start what nothing comes to */
function combining(start: number, combine: (one: bigint, other: bigint) => bigint): Operator {
  return ofAll((values, name) => {
    let result = BigInt(start);
    let hasLong = false;
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!isWhole(value))
        throw new CommandError('TypeMismatch', `${name} only supports int and long operands.`);
      result = combine(result, BigInt(value.toString()));
      hasLong ||= isLong(value);
    }
    return hasLong ? long(result) : int(Number(result));
  });
}

const not: Operator = taking(1, ([value], name) => {
  if (isNullish(value)) return null;
  if (!isWhole(value))
    throw new CommandError(28765, `${name} only supports int and long, not: ${typeName(value)}.`);
  const result = ~BigInt(value.toString());
  return isLong(value) ? long(result) : int(Number(result));
});

const partOfTimestamp = (part: (value: Timestamp) => number): Operator =>
  taking(1, ([value], name): Element => {
    if (isNullish(value)) return null;
    if (value instanceof Timestamp) return long(part(value));
    throw new CommandError(
      name === '$tsSecond' ? 5687301 : 5687302,
      `Argument to ${name} must be a timestamp, but is ${typeName(value)}`,
    );
  });

/** Whole numbers as bits, and timestamps as the two numbers that they are (manual, "Bitwise Operators"). */
export const bits: Operators = {
  $bitAnd: combining(-1, (one, other) => one & other),
  $bitOr: combining(0, (one, other) => one | other),
  $bitXor: combining(0, (one, other) => one ^ other),
  $bitNot: not,
  $tsSecond: partOfTimestamp(({ t }) => t),
  $tsIncrement: partOfTimestamp(({ i }) => i),
};
