import { BSONRegExp } from 'bson';
import { CommandError } from '../error';
import {
  type Collation,
  type Doc,
  integerOf,
  isArray,
  isNumeric,
  isTrue,
  toNumber,
  typeOf,
  type Value,
} from '../values';
import { bitsTest } from './bits';
import { comparison, type Comparison, type ElementTest } from './comparison';
import type { Predicate } from './predicate';
import { regexOf, regexTest } from './regex';
import { typeSet } from './type-set';

/** @param siblings the operators among which it stands */
type Operator = (operand: Value, siblings: Doc, collation: Collation) => readonly Predicate[];

function elements(test: ElementTest): Predicate {
  return { kind: 'element', leaf: 'elements', test };
}

function not(predicate: Predicate): Predicate {
  return { kind: 'not', all: [predicate] };
}

/** A document whose first field is an operator, and that is no reference to another document. */
export function isOperatorDoc(value: Value): value is Doc {
  if (!(value instanceof Map)) return false;
  const [first] = (value as Doc).keys();
  return Boolean(first?.startsWith('$')) && !(value.has('$ref') && value.has('$id'));
}

const compared =
  (operator: Comparison): Operator =>
  (operand, _, collation) => {
    if (operator !== '$eq' && operand instanceof BSONRegExp)
      throw new CommandError('BadValue', "Can't have RegEx as arg to predicate over field ''.");
    return [elements(comparison(operator, operand, collation))];
  };

function isIn(name: string, operand: Value, collation: Collation): Predicate {
  if (!isArray(operand)) throw new CommandError('BadValue', `${name} needs an array`);
  const tests = operand.map((each) => {
    if (isOperatorDoc(each)) throw new CommandError('BadValue', 'cannot nest $ under $in');
    return each instanceof BSONRegExp ? regexTest(each) : comparison('$eq', each, collation);
  });
  return elements((element) => tests.some((test) => test(element)));
}

const size: Operator = (operand) => {
  const wanted = integerOf(operand);
  if (wanted === 'no number') throw new CommandError('BadValue', '$size needs a number');
  if (typeof wanted !== 'bigint')
    throw new CommandError('BadValue', '$size must be a whole number');
  if (wanted < 0n) throw new CommandError('BadValue', '$size may not be negative');
  const test: ElementTest = (element) =>
    element !== undefined && isArray(element) && BigInt(element.length) === wanted;
  return [{ kind: 'element', leaf: 'whole', test }];
};

const exists: Operator = (operand) => {
  const isThere = elements((element) => element !== undefined);
  return [isTrue(operand) ? isThere : not(isThere)];
};

const mod: Operator = (operand) => {
  const wrong = (what: string): CommandError =>
    new CommandError('BadValue', `malformed mod, ${what}`);
  if (!isArray(operand)) throw wrong('needs to be an array');
  const [divisor, remainder] = operand;
  if (divisor === undefined || remainder === undefined) throw wrong('not enough elements');
  if (operand.length > 2) throw wrong('too many elements');
  const [by, rest] = [truncated(divisor), truncated(remainder)];
  if (by === undefined) throw wrong('divisor not a number');
  if (rest === undefined) throw wrong('remainder not a number');
  if (by === 0n) throw new CommandError('BadValue', 'divisor cannot be 0');
  return [
    elements((element) => {
      const dividend = element === undefined ? undefined : truncated(element);
      return dividend !== undefined && dividend % by === rest;
    }),
  ];
};

/** @returns a number without its fraction; undefined for what has none, or one too large */
function truncated(value: Value): bigint | undefined {
  const integer = integerOf(value);
  if (integer === 'fraction' && isNumeric(value)) return BigInt(Math.trunc(toNumber(value)));
  return typeof integer === 'bigint' ? integer : undefined;
}

/** The operators that a field can be asked with, but for those that hold other filters. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  $eq: compared('$eq'),
  $gt: compared('$gt'),
  $gte: compared('$gte'),
  $lt: compared('$lt'),
  $lte: compared('$lte'),
  $ne: (operand, _, collation) => {
    if (operand instanceof BSONRegExp)
      throw new CommandError('BadValue', "Can't have regex as arg to $ne.");
    return [not(elements(comparison('$eq', operand, collation)))];
  },
  $in: (operand, _, collation) => [isIn('$in', operand, collation)],
  $nin: (operand, _, collation) => [not(isIn('$nin', operand, collation))],
  $size: size,
  $exists: exists,
  $mod: mod,
  $type: (operand) => {
    const types = typeSet(operand);
    return [elements((element) => element !== undefined && types.has(typeOf(element)))];
  },
  $regex: (_, siblings) => [elements(regexTest(regexOf(siblings)))],
  $options: (_, siblings) => {
    if (!siblings.has('$regex')) throw new CommandError('BadValue', '$options needs a $regex');
    return [];
  },
  $bitsAllSet: (mask) => [
    elements(bitsTest('$bitsAllSet', mask, { quantity: 'all', isSet: true })),
  ],
  $bitsAllClear: (mask) => [
    elements(bitsTest('$bitsAllClear', mask, { quantity: 'all', isSet: false })),
  ],
  $bitsAnySet: (mask) => [
    elements(bitsTest('$bitsAnySet', mask, { quantity: 'any', isSet: true })),
  ],
  $bitsAnyClear: (mask) => [
    elements(bitsTest('$bitsAnyClear', mask, { quantity: 'any', isSet: false })),
  ],
};
