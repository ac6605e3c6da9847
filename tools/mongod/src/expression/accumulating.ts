import { CommandError } from '../error';
import { type Element, parseSort } from '../query';
import { compare, type Doc, integerOf, isArray, isDoc, shown, type Value } from '../values';
import { ACCUMULATORS } from './accumulators';
import { compareElements } from './conditions';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, ofAll, taking, typeName } from './operands';

/** Of its operands, or of the elements of the only one. */
const over = (name: string): Operator =>
  ofAll((values) => {
    const [only] = values;
    const all = values.length === 1 && only !== undefined && isArray(only) ? only : values;
    const accumulator = ACCUMULATORS[name]!();
    for (const value of all) accumulator.add(value);
    return accumulator.result;
  });

/** `$first` and `$last` of an array: nothing, if it is empty. */
const edge = (at: 0 | -1): Operator =>
  taking(1, ([array], name) => {
    if (isNullish(array)) return null;
    if (!isArray(array))
      throw new CommandError(
        28689,
        `${name}'s argument must be an array, but is ${typeName(array)}`,
      );
    return array.at(at);
  });

/** @throws CommandError unless `value` is a whole number of 1 or more, as `n` has to be */
export function countOf(value: Element): number {
  const count = value === undefined ? 'no number' : integerOf(value);
  if (typeof count !== 'bigint')
    throw new CommandError(
      5787902,
      `Value for 'n' must be of integral type, but found ${shown(value ?? null)}`,
    );
  if (count < 1n) throw new CommandError(5787908, `'n' must be greater than 0, found ${count}`);
  return Number(count);
}

/** The first or last so many of a list, as `$firstN` and its like choose them. */
export function chosen(name: string, values: readonly Value[], count: number): Value[] {
  switch (name) {
    case '$firstN':
      return values.slice(0, count);
    case '$lastN':
      return values.slice(-count);
    default: {
      const sign = name === '$minN' ? 1 : -1;
      const there = values.filter((each) => each !== null);
      return there.sort((one, other) => sign * compareElements(one, other)).slice(0, count);
    }
  }
}

const some: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['n', 'input'], {
    noDocument: [5787801, `specification must be an object; found ${name}: ${shown(operand)}`],
    unknown: [5787901, `Unknown argument for 'n' operator: `],
    missing: {
      n: [5787906, "Missing value for 'n'"],
      input: [5787907, "Missing value for 'input'"],
    },
  });
  const count = parse(operands.get('n')!);
  const input = parse(operands.get('input')!);
  return (scope) => {
    const n = countOf(count(scope));
    const array = input(scope);
    if (array === undefined || !isArray(array))
      throw new CommandError(5788200, 'Input must be an array');
    return chosen(name, array, n);
  };
};

const sortArray: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['input', 'sortBy'], {
    noDocument: [
      2942500,
      `$sortArray requires an object as an argument, found: ${typeName(operand)}`,
    ],
    unknown: [2942501, '$sortArray found an unknown argument: '],
    missing: {
      input: [2942502, "$sortArray requires 'input' to be specified"],
      sortBy: [2942503, "$sortArray requires 'sortBy' to be specified"],
    },
  });
  const input = parse(operands.get('input')!);
  const order = orderOf(operands.get('sortBy')!);
  return (scope) => {
    const array = input(scope);
    if (isNullish(array)) return null;
    if (!isArray(array))
      throw new CommandError(
        2942504,
        `The input argument to $sortArray must be an array, but was of type: ${typeName(array)}`,
      );
    return [...array].sort(order);
  };
};

function orderOf(sortBy: Value): (one: Value, other: Value) => number {
  const direction = integerOf(sortBy);
  if (direction === 1n || direction === -1n)
    return (one, other) => Number(direction) * compare(one, other);
  if (!isDoc(sortBy))
    throw new CommandError(2942505, `Illegal sort specification for $sortArray: ${shown(sortBy)}`);
  const order = parseSort(sortBy);
  const asDoc = (value: Value): Doc => (isDoc(value) ? value : new Map<string, Value>());
  return (one, other) => order(asDoc(one), asDoc(other));
}

/** What `$group` has too, over the elements of an array (manual, "Array Expression Operators"). */
export const accumulating: Operators = {
  $sum: over('$sum'),
  $avg: over('$avg'),
  $min: over('$min'),
  $max: over('$max'),
  $stdDevPop: over('$stdDevPop'),
  $stdDevSamp: over('$stdDevSamp'),
  $mergeObjects: over('$mergeObjects'),
  $first: edge(0),
  $last: edge(-1),
  $firstN: some,
  $lastN: some,
  $minN: some,
  $maxN: some,
  $sortArray: sortArray,
};
