import { Int32, Long } from 'bson';
import { CommandError } from '../error';
import { identical, int, isDoc, long, shown, typeOf, type Value } from '../values';
import { element, identity, type ModifierParser, type Place } from './modifier';

type Integer = Int32 | Long;
type Step = (value: Integer) => Integer;

const OPERATIONS: Readonly<Record<string, (one: bigint, other: bigint) => bigint>> = {
  and: (one, other) => one & other,
  or: (one, other) => one | other,
  xor: (one, other) => one ^ other,
};

/** Manual, "$bit": what is not there counts as zero. */
export const bit: ModifierParser = (operand) => {
  const steps = stepsOf(operand);
  const calculate = (value: Integer): Integer =>
    steps.reduce((result, step) => step(result), value);
  return {
    change(value, { path, occasion }: Place) {
      if (!isInteger(value))
        throw new CommandError(
          'BadValue',
          `Cannot apply $bit to a value of non-integral type.${identity(occasion.document)} has the field ${path.at(-1)} of non-integer type ${typeOf(value)}`,
        );
      const result = calculate(value);
      return identical(result, value) ? value : result;
    },
    make: () => calculate(int(0)),
  };
};

function stepsOf(operand: Value): Step[] {
  if (!isDoc(operand))
    throw new CommandError(
      'BadValue',
      `The $bit modifier is not compatible with a ${typeOf(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  const steps = [...operand].map(([name, bits]) => stepOf(name, bits));
  if (steps.length === 0)
    throw new CommandError(
      'BadValue',
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    );
  return steps;
}

function stepOf(name: string, bits: Value): Step {
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!operation)
    throw new CommandError(
      'BadValue',
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${element([name], bits)}}`,
    );
  if (!isInteger(bits))
    throw new CommandError(
      'BadValue',
      `The $bit modifier field must be an Integer(32/64 bit); a '${typeOf(bits)}' is not supported here: {${name}: ${shown(bits)}}`,
    );
  return (value) => {
    const result = operation(toBigInt(value), toBigInt(bits));
    const isLong = value instanceof Long || bits instanceof Long;
    return isLong ? long(result) : int(Number(result));
  };
}

function isInteger(value: Value): value is Integer {
  const type = typeOf(value);
  return type === 'int' || type === 'long';
}

function toBigInt(value: Integer): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(value.value);
}
