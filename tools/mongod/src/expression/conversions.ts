import { Binary, Decimal128, ObjectId, Timestamp } from 'bson';
import { CommandError } from '../error';
import {
  double,
  encode,
  exact,
  int,
  integerOf,
  isDoc,
  isNumeric,
  isTrue,
  long,
  type Numeric,
  shown,
  toDecimal,
  toNumber,
  TYPES,
  typeOf,
  type Value,
} from '../values';
import { parsedDate } from './date-format';
import type { Operator, Operators } from './expression';
import { isNullish, namedOperands, taking, typeName } from './operands';
import { UTC } from './time-zone';

type Target = 'double' | 'string' | 'objectId' | 'bool' | 'date' | 'int' | 'long' | 'decimal';

const IN = 'in $convert with no onError value';
const INT = 2n ** 31n;
const LONG = 2n ** 63n;
const SIGNIFICANT_DIGITS = 16;

function failure(text: string): CommandError {
  return new CommandError('ConversionFailure', text);
}

function unsupported(value: Value, target: Target): CommandError {
  return failure(`Unsupported conversion from ${typeOf(value)} to ${target} ${IN}`);
}

/** @param value a number or a date */
export function textOf(value: Numeric | Date): string {
  if (value instanceof Date) return value.toISOString();
  return value._bsontype === 'Double' ? doubleText(value.value) : value.toString();
}

/** As C's `%.16g` writes it. */
function doubleText(number: number): string {
  if (!Number.isFinite(number) || number === 0)
    return Object.is(number, -0) ? '-0' : String(number);
  const [digits, exponent = '0'] = number.toExponential(SIGNIFICANT_DIGITS - 1).split('e');
  const power = Number(exponent);
  const withoutZeros = (text: string): string => text.replace(/\.?0+$/, '');
  if (power >= -5 && power < SIGNIFICANT_DIGITS) {
    const fixed = number.toFixed(Math.max(0, SIGNIFICANT_DIGITS - 1 - power));
    return fixed.includes('.') ? withoutZeros(fixed) : fixed;
  }
  const sign = power < 0 ? '-' : '+';
  return `${withoutZeros(digits!)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

function toText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value) || value instanceof Date) return textOf(value);
  if (value instanceof ObjectId) return value.toHexString();
  throw unsupported(value, 'string');
}

function toObjectID(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (/^[0-9a-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
  const why =
    value.length === 24
      ? `Invalid character found in hex string: '${value}'`
      : `Invalid string length for parsing to OID, expected 24 but found ${value.length}`;
  throw failure(`Failed to parse objectId '${value}' ${IN}: ${why}`);
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value;
  if (typeof value === 'string') return parsedDate(value, UTC, undefined, false);
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (!isNumeric(value) || typeOf(value) === 'int') throw unsupported(value, 'date');
  return new Date(Number(truncated(value, LONG)));
}

/** Without its fraction. @throws CommandError 241 unless it is within so far from zero */
function truncated(value: Numeric, limit: bigint): bigint {
  const integer = value instanceof Decimal128 ? decimalWhole(value) : integerOf(value);
  const number = integer === 'fraction' ? BigInt(Math.trunc(toNumber(value))) : integer;
  if (number === 'NaN') throw failure(`Attempt to convert NaN value to integer type ${IN}`);
  if (number === 'too large' && !Number.isFinite(toNumber(value)))
    throw failure(`Attempt to convert infinity value to integer type ${IN}`);
  if (typeof number !== 'bigint' || number < -limit || number >= limit)
    throw failure(`Conversion would overflow target type ${IN}: ${shown(value)}`);
  return number;
}

function decimalWhole(value: Decimal128): ReturnType<typeof integerOf> {
  const own = exact(value);
  if (typeof own === 'number') return Number.isNaN(own) ? 'NaN' : 'too large';
  if (own.exponent > 20) return own.coefficient === 0n ? 0n : 'too large';
  return own.exponent >= 0
    ? own.coefficient * 10n ** BigInt(own.exponent)
    : own.coefficient / 10n ** BigInt(-own.exponent);
}

function toInteger(value: Value, target: 'int' | 'long'): Value {
  const limit = target === 'int' ? INT : LONG;
  const made = (number: bigint): Value => (target === 'int' ? int(Number(number)) : long(number));
  if (typeof value === 'boolean') return made(value ? 1n : 0n);
  if (isNumeric(value)) return made(truncated(value, limit));
  if (value instanceof Date && target === 'long') return long(value.getTime());
  if (typeof value !== 'string') throw unsupported(value, target);
  if (!/^[+-]?\d+$/.test(value)) throw notParsed(value, wrongNumber(value));
  const number = BigInt(value.replace('+', ''));
  if (number < -limit || number >= limit) throw notParsed(value, 'Overflow');
  return made(number);
}

function notParsed(text: string, why: string): CommandError {
  return failure(`Failed to parse number '${text}' ${IN}: ${why}`);
}

function wrongNumber(text: string): string {
  if (text === '') return 'No digits';
  return /^[+-]?\d/.test(text) ? 'Did not consume whole string.' : 'Did not consume any digits';
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^[+-]?inf(inity)?$|^nan$/i;

function toDouble(value: Value): Value {
  if (typeof value === 'boolean') return double(Number(value));
  if (isNumeric(value))
    return value instanceof Decimal128 ? fromDecimal(value) : double(toNumber(value));
  if (value instanceof Date) return double(value.getTime());
  if (typeof value !== 'string') throw unsupported(value, 'double');
  if (!NUMBER.test(value)) throw notParsed(value, wrongNumber(value));
  return double(Number(value.replace(/inf(inity)?/i, 'Infinity').replace(/nan/i, 'NaN')));
}

function fromDecimal(value: Decimal128): Value {
  const number = toNumber(value);
  if (Number.isFinite(number) || typeof exact(value) === 'number') return double(number);
  throw failure(`Conversion would overflow target type ${IN}: ${value.toString()}`);
}

function toDecimalValue(value: Value): Value {
  if (typeof value === 'boolean') return Decimal128.fromString(String(Number(value)));
  if (value instanceof Decimal128) return value;
  if (isNumeric(value)) return toDecimal(decimalOf(value));
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (typeof value !== 'string') throw unsupported(value, 'decimal');
  if (!NUMBER.test(value)) throw notParsed(value, 'Failed to parse string to decimal');
  return Decimal128.fromString(value);
}

function decimalOf(value: Numeric): ReturnType<typeof exact> {
  if (value._bsontype !== 'Double') return exact(value);
  const number = value.value;
  return Number.isFinite(number) ? exact(Decimal128.fromString(number.toPrecision(15))) : number;
}

const CONVERSIONS: Readonly<Record<Target, (value: Value) => Value>> = {
  double: toDouble,
  string: toText,
  objectId: toObjectID,
  bool: isTrue,
  date: toDate,
  int: (value) => toInteger(value, 'int'),
  long: (value) => toInteger(value, 'long'),
  decimal: toDecimalValue,
};

const to = (target: Target): Operator =>
  taking(1, ([value]) => (isNullish(value) ? null : CONVERSIONS[target](value)));

const convert: Operator = (operand, parse) => {
  const operands = namedOperands(operand, ['input', 'to', 'onError', 'onNull'], {
    noDocument: [
      9,
      `$convert expects an object of named arguments but found: ${typeName(operand)}`,
    ],
    unknown: [9, '$convert found an unknown argument: '],
    missing: {
      input: [9, "Missing 'input' parameter to $convert"],
      to: [9, "Missing 'to' parameter to $convert"],
    },
  });
  const [input, type] = [parse(operands.get('input')!), parse(operands.get('to')!)];
  const onNull = operands.has('onNull') ? parse(operands.get('onNull')!) : () => null;
  const onError = operands.has('onError') ? parse(operands.get('onError')!) : undefined;
  return (scope) => {
    const [value, wanted] = [input(scope), type(scope)];
    if (isNullish(value)) return onNull(scope);
    if (isNullish(wanted)) return null;
    const name = nameOf(wanted);
    try {
      if (name in CONVERSIONS) return CONVERSIONS[name as Target](value);
      throw failure(`Unsupported conversion from ${typeOf(value)} to ${name} ${IN}`);
    } catch (error) {
      if (onError && error instanceof CommandError) return onError(scope);
      throw error;
    }
  };
};

/** Of any type that a mongod knows. */
function nameOf(wanted: Value): string {
  const known: readonly (readonly [string, number])[] = [
    ...Object.entries(TYPES),
    ...([
      ['missing', 0],
      ['undefined', 6],
      ['dbPointer', 12],
    ] as const),
  ];
  const number = isNumeric(wanted) ? Number(integerOf(wanted)) : undefined;
  const found = known.find(([name, code]) => name === wanted || code === number);
  if (found) return found[0];
  if (typeof wanted === 'string')
    throw new CommandError('BadValue', `Unknown type name: ${wanted}`);
  throw new CommandError(
    'FailedToParse',
    `In $convert, numeric 'to' argument is not a valid type: ${shown(wanted)}`,
  );
}

/** Types and what turns one into another (manual, "Type Expression Operators"). */
export const conversions: Operators = {
  $type: taking(1, ([value]) => typeName(value)),
  $isNumber: taking(1, ([value]) => value !== undefined && isNumeric(value)),
  $convert: convert,
  $toDouble: to('double'),
  $toString: to('string'),
  $toObjectId: to('objectId'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toDecimal: to('decimal'),
  $binarySize: taking(1, ([value]) => {
    if (isNullish(value)) return null;
    if (typeof value === 'string') return int(Buffer.byteLength(value));
    if (value instanceof Binary) return int(value.length());
    throw new CommandError(
      51276,
      `$binarySize requires a string or BinData argument, found: ${typeName(value)}`,
    );
  }),
  $bsonSize: taking(1, ([value]) => {
    if (isNullish(value)) return null;
    if (isDoc(value)) return int(encode(value).length);
    throw new CommandError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
  }),
};
