import { CommandError } from '../error';
import type { Element } from '../query';
import { compareText, int, integerOf, isNumeric, typeOf } from '../values';
import { indexOperand } from './arrays';
import { textOf } from './conversions';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, ofAll, taking, typeName } from './operands';

/** What a mongod cuts off where nobody says what. */
const BLANKS =
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function concatenated(values: readonly Element[]): Element {
  const texts: string[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (typeof value !== 'string')
      throw new CommandError(16702, `$concat only supports strings, not ${typeName(value)}`);
    texts.push(value);
  }
  return texts.join('');
}

/** Numbers and dates count as their texts, null and nothing as an empty one. */
function coerced(value: Element): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value) || value instanceof Date) return textOf(value);
  if (typeOf(value) === 'symbol' || typeOf(value) === 'timestamp') return String(value);
  throw new CommandError(16007, `can't convert from BSON type ${typeOf(value)} to String`);
}

/** Letters of English alone, as in C. */
function changed(pattern: RegExp, change: (letter: string) => string): Operator {
  return taking(1, ([value]) => coerced(value).replace(pattern, change));
}

const length = (code: number, measure: (text: string) => number): Operator =>
  taking(1, ([value], name) => {
    if (typeof value === 'string') return int(measure(value));
    throw new CommandError(code, `${name} requires a string argument, found: ${typeName(value)}`);
  });

function wholeOf(name: string, what: string, value: Element, codes: [number, number]): number {
  if (value === undefined || !isNumeric(value))
    throw new CommandError(
      codes[0],
      `${name}: ${what} must be a numeric type (is BSON type ${typeName(value)})`,
    );
  const integer = integerOf(value);
  if (typeof integer === 'bigint') return Number(integer);
  throw new CommandError(
    codes[1],
    `${name}: ${what} cannot be represented as a 32-bit integral value: ${value.toString()}`,
  );
}

function byCharacters([text, from, count]: readonly Element[], name: string): Element {
  const start = wholeOf(name, 'starting index', from, [34450, 34451]);
  const size = wholeOf(name, 'length', count, [34452, 34453]);
  if (start < 0)
    throw new CommandError(34455, `${name}: the starting index must be nonnegative integer.`);
  if (size < 0) throw new CommandError(34454, `${name}: length must be a nonnegative integer.`);
  return Array.from(coerced(text))
    .slice(start, start + size)
    .join('');
}

function byBytes([text, from, count]: readonly Element[], name: string): Element {
  const bytes = Buffer.from(coerced(text));
  const start = wholeOf(name, 'starting index', from, [16034, 16034]);
  const size = wholeOf(name, 'length', count, [16035, 16035]);
  if (start < 0)
    throw new CommandError(50752, `${name}:  starting index must be non-negative (got: ${start})`);
  if (start >= bytes.length) return '';
  const end = size < 0 ? bytes.length : Math.min(start + size, bytes.length);
  const isInside = (at: number): boolean => at < bytes.length && (bytes[at]! & 0xc0) === 0x80;
  if (isInside(start))
    throw new CommandError(
      28656,
      `${name}:  Invalid range, starting index is a UTF-8 continuation byte.`,
    );
  if (isInside(end))
    throw new CommandError(
      28657,
      `${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`,
    );
  return bytes.toString('utf8', start, end);
}

/** @param codes for what is no string: the text, what is looked for */
const finding = (
  codes: [number, number],
  unitsOf: (text: string) => ArrayLike<unknown>,
): Operator =>
  taking(
    2,
    ([text, wanted, from, to], name) => {
      if (isNullish(text)) return null;
      if (typeof text !== 'string')
        throw new CommandError(
          codes[0],
          `${name} requires a string as the first argument, found: ${typeName(text)}`,
        );
      if (typeof wanted !== 'string')
        throw new CommandError(
          codes[1],
          `${name} requires a string as the second argument, found: ${typeName(wanted)}`,
        );
      const start = indexOperand(name, 'starting index', from) ?? 0;
      const units = Array.from(unitsOf(text));
      const end = Math.min(units.length, indexOperand(name, 'ending index', to) ?? Infinity);
      const parts = Array.from(unitsOf(wanted));
      for (let at = start; at + parts.length <= end; at++)
        if (parts.every((part, index) => part === units[at + index])) return int(at);
      return int(-1);
    },
    4,
  );

function split([text, by]: readonly Element[]): Element {
  if (isNullish(text) || isNullish(by)) return null;
  if (typeof text !== 'string')
    throw new CommandError(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(text)}`,
    );
  if (typeof by !== 'string')
    throw new CommandError(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(by)}`,
    );
  if (by === '') throw new CommandError(40087, '$split requires a non-empty separator');
  return text.split(by);
}

const trim: Operator = (operand, parse, name) => {
  const operands = namedOperands(operand, ['input', 'chars'], {
    noDocument: [
      50696,
      `${name} only supports an object as an argument, found ${typeName(operand)}`,
    ],
    unknown: [50694, `${name} found an unknown argument: `],
    missing: { input: [50695, `${name} requires an 'input' field`] },
  });
  const input = parse(operands.get('input')!);
  const chars = operands.has('chars') ? parse(operands.get('chars')!) : () => BLANKS;
  return (scope) => {
    const [text, set] = [input(scope), chars(scope)];
    if (isNullish(text)) return null;
    if (typeof text !== 'string')
      throw new CommandError(
        50699,
        `${name} requires its input to be a string, got ${typeName(text)}`,
      );
    if (isNullish(set)) return null;
    if (typeof set !== 'string')
      throw new CommandError(
        50700,
        `${name} requires 'chars' to be a string, got ${typeName(set)}`,
      );
    return trimmed(Array.from(text), new Set(set), name);
  };
};

function trimmed(text: readonly string[], set: ReadonlySet<string>, name: string): string {
  let [start, end] = [0, text.length];
  if (name !== '$rtrim') while (start < end && set.has(text[start]!)) start++;
  if (name !== '$ltrim') while (end > start && set.has(text[end - 1]!)) end--;
  return text.slice(start, end).join('');
}

const replace: Operator = (operand, parse, name) => {
  const known = ['input', 'find', 'replacement'];
  const operands = namedOperands(operand, known, {
    noDocument: [51751, `${name} requires an object as an argument, found: ${typeName(operand)}`],
    unknown: [51750, `${name} found an unknown argument: `],
    missing: {
      input: [51749, `${name} requires 'input' to be specified`],
      find: [51748, `${name} requires 'find' to be specified`],
      replacement: [51747, `${name} requires 'replacement' to be specified`],
    },
  });
  const all = known.map((each) => parse(operands.get(each)!));
  return (scope) => {
    const values = all.map((each) => each(scope));
    for (const [at, value] of values.entries())
      if (!isNullish(value) && typeof value !== 'string')
        throw new CommandError(
          51746 - at,
          `${name} requires that '${known[at]!}' be a string, found: ${typeName(value)}`,
        );
    if (values.some(isNullish)) return null;
    const [text, find, replacement] = values as [string, string, string];
    return name === '$replaceAll'
      ? text.split(find).join(replacement)
      : text.replace(find, () => replacement);
  };
};

/** What is done with texts (manual, "String Expression Operators"). */
export const strings: Operators = {
  $concat: ofAll(concatenated),
  $toLower: changed(/[A-Z]/g, (letter) => letter.toLowerCase()),
  $toUpper: changed(/[a-z]/g, (letter) => letter.toUpperCase()),
  $strcasecmp: taking(2, ([one, other]) =>
    int(Math.sign(compareText(coerced(one).toUpperCase(), coerced(other).toUpperCase()))),
  ),
  $strLenCP: length(34471, (text) => Array.from(text).length),
  $strLenBytes: length(34473, (text) => Buffer.byteLength(text)),
  $substrCP: taking(3, byCharacters),
  $substrBytes: taking(3, byBytes),
  $substr: taking(3, byBytes),
  $indexOfCP: finding([40093, 40094], (text) => Array.from(text)),
  $indexOfBytes: finding([40091, 40092], (text) => Buffer.from(text)),
  $split: taking(2, split),
  $trim: trim,
  $ltrim: trim,
  $rtrim: trim,
  $replaceOne: replace,
  $replaceAll: replace,
};
