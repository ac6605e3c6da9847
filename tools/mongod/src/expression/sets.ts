import { CommandError } from '../error';
import type { Element } from '../query';
import { compare, isArray, isTrue, keyOf, type Value } from '../values';
import type { Operator, Operators } from './expression';
import { isNullish, ofAll, taking, typeName } from './operands';

type Elements = readonly Value[];

/** Each value once, the first of those that are equal. */
function withoutDoubles(values: Elements): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}

/** Each value once, in the order of values. */
function asSet(values: Elements): Value[] {
  return withoutDoubles(values).sort(compare);
}

function keysOf(values: Elements): Set<string> {
  return new Set(values.map((each) => keyOf(each)));
}

function isSubset(one: Elements, other: Elements): boolean {
  const keys = keysOf(other);
  return one.every((each) => keys.has(keyOf(each)));
}

/** Null if one of them is null or nothing. */
function ofArrays(code: number, work: (arrays: readonly Elements[]) => Element): Operator {
  return ofAll((values, name) => {
    const arrays: Elements[] = [];
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!isArray(value))
        throw new CommandError(
          code,
          `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
        );
      arrays.push(value);
    }
    return work(arrays);
  });
}

/** @param codes for the first and the second that is no array */
function ofTwo(
  codes: readonly [number, number],
  work: (one: Elements, other: Elements) => Element,
  isNullTaken: boolean,
): Operator {
  return taking(2, (values, name) => {
    if (isNullTaken && values.some(isNullish)) return null;
    for (const [at, value] of values.entries())
      if (value === undefined || !isArray(value))
        throw new CommandError(
          codes[at]!,
          `both operands of ${name} must be arrays. ${at === 0 ? 'First' : 'Second'} argument is of type: ${typeName(value)}`,
        );
    return work(values[0] as Elements, values[1] as Elements);
  });
}

const quantified = (code: number, work: (values: Elements) => boolean): Operator =>
  taking(1, ([value], name) => {
    if (value !== undefined && isArray(value)) return work(value);
    throw new CommandError(code, `${name}'s argument must be an array, but is ${typeName(value)}`);
  });

/** Arrays as sets (manual, "Set Expression Operators"). */
export const sets: Operators = {
  $setUnion: ofArrays(17043, (arrays) => asSet(arrays.flat())),
  $setIntersection: ofArrays(17047, ([first = [], ...others]) =>
    asSet(first).filter((each) => others.every((other) => keysOf(other).has(keyOf(each)))),
  ),
  $setDifference: ofTwo(
    [17048, 17049],
    (one, other) => {
      const keys = keysOf(other);
      return withoutDoubles(one).filter((each) => !keys.has(keyOf(each)));
    },
    true,
  ),
  $setIsSubset: ofTwo([17046, 17042], isSubset, false),
  $setEquals: (operand, parse, name) => {
    if (!isArray(operand) || operand.length < 2)
      throw new CommandError(
        17045,
        `${name} needs at least two arguments had: ${isArray(operand) ? operand.length : 1}`,
      );
    return ofAll((values) => {
      for (const value of values)
        if (value === undefined || !isArray(value))
          throw new CommandError(
            17044,
            `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
          );
      const [first, ...others] = values as readonly Elements[];
      return others.every((each) => isSubset(each, first!) && isSubset(first!, each));
    })(operand, parse, name);
  },
  $allElementsTrue: quantified(17040, (values) => values.every(isTrue)),
  $anyElementTrue: quantified(17041, (values) => values.some(isTrue)),
};
