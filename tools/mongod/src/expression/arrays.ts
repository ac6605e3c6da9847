import { CommandError } from '../error';
import type { Element } from '../query';
import { equal, int, integerOf, isArray, isNumeric, shown, toNumber, type Value } from '../values';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, ofAll, taking, typeName } from './operands';

const INT_MAX = 2n ** 31n - 1n;
/** As a mongod counts them (server parameter "internalQueryMaxRangeBytes"). */
const BYTES_OF_A_VALUE = 16;
const MOST_BYTES = 100 * 1024 * 1024;

/** @returns a whole number of 32 bits, or undefined */
function intOf(value: Element): number | undefined {
  const integer = value === undefined ? 'no number' : integerOf(value);
  if (typeof integer !== 'bigint' || integer > INT_MAX || integer < -INT_MAX - 1n) return undefined;
  return Number(integer);
}

function elementAt([array, index]: readonly Element[]): Element {
  if (isNullish(array) || isNullish(index)) return null;
  if (!isArray(array))
    throw new CommandError(
      28689,
      `$arrayElemAt's first argument must be an array, but is ${typeName(array)}`,
    );
  if (!isNumeric(index))
    throw new CommandError(
      28690,
      `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index)}`,
    );
  const at = intOf(index);
  if (at === undefined)
    throw new CommandError(
      28691,
      `$arrayElemAt's second argument must be representable as a 32-bit integer: ${toNumber(index)}`,
    );
  return array.at(at);
}

function concatenated(values: readonly Element[]): Element {
  const all: Value[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isArray(value))
      throw new CommandError(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
    for (const each of value) all.push(each);
  }
  return all;
}

function sliced([array, second, third]: readonly Element[]): Element {
  if (isNullish(array) || isNullish(second) || third === null) return null;
  if (!isArray(array))
    throw new CommandError(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(array)}`,
    );
  if (!isNumeric(second))
    throw new CommandError(
      28725,
      `Second argument to $slice must be a numeric value, but is of type: ${typeName(second)}`,
    );
  const from = intOf(second);
  if (from === undefined)
    throw new CommandError(
      28726,
      `Second argument to $slice can't be represented as a 32-bit integer: ${toNumber(second)}`,
    );
  if (third === undefined) return from < 0 ? array.slice(from) : array.slice(0, from);
  const start = from < 0 ? Math.max(0, array.length + from) : from;
  return array.slice(start, start + sliceLength(third));
}

function sliceLength(value: Value): number {
  if (!isNumeric(value))
    throw new CommandError(
      28727,
      `Third argument to $slice must be numeric, but is of type: ${typeName(value)}`,
    );
  const length = intOf(value);
  if (length === undefined)
    throw new CommandError(
      28728,
      `Third argument to $slice can't be represented as a 32-bit integer: ${toNumber(value)}`,
    );
  if (length <= 0)
    throw new CommandError(28729, `Third argument to $slice must be positive: ${length}`);
  return length;
}

function range([first, end, by]: readonly Element[]): Element {
  const whole = (value: Element, what: string, codes: [number, number]): number => {
    if (value === undefined || !isNumeric(value))
      throw new CommandError(
        codes[0],
        `$range requires a numeric ${what} value, found value of type: ${typeName(value)}`,
      );
    const integer = intOf(value);
    if (integer !== undefined) return integer;
    const article = what === 'ending' ? 'an' : 'a';
    throw new CommandError(
      codes[1],
      `$range requires ${article} ${what} value that can be represented as a 32-bit integer, found value: ${shown(value)}`,
    );
  };
  const from = whole(first, 'starting', [34443, 34444]);
  const to = whole(end, 'ending', [34445, 34446]);
  const step = by === undefined ? 1 : whole(by, 'step', [34447, 34448]);
  if (step === 0) throw new CommandError(34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((to - from) / step));
  if (length * BYTES_OF_A_VALUE > MOST_BYTES)
    throw new CommandError(
      'ExceededMemoryLimit',
      `$range would use too much memory (${length * BYTES_OF_A_VALUE} bytes) and cannot spill to disk. Memory limit: ${MOST_BYTES} bytes`,
    );
  return Array.from({ length }, (_, at) => int(from + at * step));
}

function indexOf([array, wanted, from, to]: readonly Element[]): Element {
  if (isNullish(array)) return null;
  if (!isArray(array))
    throw new CommandError(
      40090,
      `$indexOfArray requires an array as a first argument, found: ${typeName(array)}`,
    );
  const start = indexOperand('$indexOfArray', 'starting index', from) ?? 0;
  const end = Math.min(array.length, indexOperand('$indexOfArray', 'ending index', to) ?? Infinity);
  for (let at = start; at < end; at++)
    if (wanted !== undefined && equal(array[at]!, wanted)) return int(at);
  return int(-1);
}

/** @returns undefined if it is not there @throws CommandError unless it is a whole number of 0 or more */
export function indexOperand(name: string, what: string, value: Element): number | undefined {
  if (value === undefined) return undefined;
  const index = intOf(value);
  if (index === undefined)
    throw new CommandError(
      40096,
      `${name} requires an integral ${what}, found a value of type: ${typeName(value)}, with value: ${shown(value)}`,
    );
  if (index < 0)
    throw new CommandError(40097, `${name} requires a nonnegative ${what}, found: ${index}`);
  return index;
}

const zip: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['inputs', 'useLongestLength', 'defaults'], {
    noDocument: [34460, `$zip only supports an object as an argument, found ${typeName(operand)}`],
    unknown: [34464, '$zip found an unknown argument: '],
    missing: { inputs: [34465, '$zip requires at least one input array'] },
  });
  const inputs = parse(operands.get('inputs')!);
  const defaults = parse(operands.get('defaults') ?? null);
  const isLongest = operands.get('useLongestLength') ?? false;
  if (typeof isLongest !== 'boolean')
    throw new CommandError(34463, `useLongestLength must be a bool, found ${typeName(isLongest)}`);
  if (operands.has('defaults') && !isLongest)
    throw new CommandError(34466, 'cannot specify defaults unless useLongestLength is true');
  return (scope) => {
    const arrays = inputs(scope);
    const fillers = defaults(scope);
    if (isNullish(arrays) || !isArray(arrays) || arrays.includes(null)) return null;
    const lengths = arrays.map((each) => {
      if (isArray(each)) return each.length;
      throw new CommandError(34468, `$zip found a non-array expression in input: ${shown(each)}`);
    });
    const length = isLongest ? Math.max(...lengths) : Math.min(...lengths);
    const filler = (at: number): Value =>
      fillers !== undefined && isArray(fillers) ? (fillers[at] ?? null) : null;
    return Array.from({ length }, (_, row) =>
      arrays.map((each, at) => (each as readonly Value[])[row] ?? filler(at)),
    );
  };
};

/** What is done with arrays (manual, "Array Expression Operators"). */
export const arrays: Operators = {
  $arrayElemAt: taking(2, elementAt),
  $concatArrays: ofAll(concatenated),
  $slice: taking(2, sliced, 3),
  $range: taking(2, range, 3),
  $indexOfArray: taking(2, indexOf, 4),
  $isArray: taking(1, ([value]) => value !== undefined && isArray(value)),
  $size: taking(1, ([value]) => {
    if (value !== undefined && isArray(value)) return int(value.length);
    throw new CommandError(
      17124,
      `The argument to $size must be an array, but was of type: ${typeName(value)}`,
    );
  }),
  $reverseArray: taking(1, ([value]) => {
    if (isNullish(value)) return null;
    if (isArray(value)) return value.toReversed();
    throw new CommandError(
      34435,
      `The argument to $reverseArray must be an array, but was of type: ${typeName(value)}`,
    );
  }),
  $in: taking(2, ([wanted, array]) => {
    if (array !== undefined && isArray(array))
      return wanted !== undefined && array.some((each) => equal(each, wanted));
    throw new CommandError(
      40081,
      `$in requires an array as a second argument, found: ${typeName(array)}`,
    );
  }),
  $zip: zip,
};
