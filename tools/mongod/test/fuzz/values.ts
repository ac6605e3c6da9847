import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import { doc, double, int, isArray, isDoc, long, type Doc, type Value } from '../../src/values';
import type { Random } from '@workbook/random';

const NAMES = [
  ...['', '_id', 'a', 'a.b', 'a.0', 'a.$', 'a.$[]', '.', 'a..b', '$', '$set', '$inc', '$eq', '$gt'],
  ...['$in', '$all', '$not', '$or', '$and', '$elemMatch', '$regex', '$options', '$exists', '$type'],
  ...['$size', '$mod', '$bitsAllSet', '$expr', '$match', '$group', '$push', '$each', '$unset'],
  ...[
    '$where',
    '$comment',
    '$ref',
    '$id',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
];

const SCALARS: readonly Value[] = [
  ...[null, true, false, '', 'a', '$a', '$$ROOT', 'a.b', '\0', 'é', '\u{1f600}', 'x'.repeat(300)],
  ...[0, 1, -1, 2 ** 31 - 1, -(2 ** 31)].map(int),
  ...[0, -0, 0.5, NaN, Infinity, -Infinity, 1e300, 5e-324].map(double),
  ...[0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)].map(long),
  ...['0', '1', 'NaN', '-Infinity', '9E6144', '1E-6176'].map((text) => Decimal128.fromString(text)),
  ...[0, -1, 8.64e15, -8.64e15].map((ms) => new Date(ms)),
  new ObjectId('000000000000000000000001'),
  new Binary(new Uint8Array(0)),
  new UUID('00000000-0000-4000-8000-000000000000'),
  new BSONRegExp('a', 'i'),
  new BSONRegExp('(', ''),
  new BSONSymbol('a'),
  new Code('function () {}'),
  new Timestamp({ t: 1, i: 1 }),
  new MinKey(),
  new MaxKey(),
];

/** @param depth how deep it may be nested */
export function anyValue(random: Random, depth = 3): Value {
  if (depth === 0 || random.below(3) > 0) return random.pick(SCALARS);
  const size = random.below(4);
  const values = Array.from({ length: size }, () => anyValue(random, depth - 1));
  return random.below(2) === 0
    ? values
    : new Map(values.map((value): [string, Value] => [random.pick(NAMES), value]));
}

/** `command` with something in it that is another: a value, a name, or what is not to be there. */
export function disturbed(command: Doc, random: Random): Doc {
  const fields = [...command];
  // The name of the command itself mostly stays.
  const place = random.below(10) === 0 ? 0 : 1 + random.below(fields.length);
  if (place === fields.length) return new Map([...fields, [random.pick(NAMES), anyValue(random)]]);
  const [name, value] = fields[place]!;
  const kind = random.below(4);
  if (kind === 0) fields.splice(place, 1);
  else if (kind === 1) fields[place] = [name, anyValue(random)];
  else fields[place] = [name, disturbedValue(value, random)];
  return new Map(fields);
}

function disturbedValue(value: Value, random: Random): Value {
  if (isArray(value) && value.length > 0) {
    const place = random.below(value.length);
    return value.map((each, at) => (at === place ? disturbedValue(each, random) : each));
  }
  if (isDoc(value) && value.size > 0) {
    const fields = [...value];
    const place = random.below(fields.length);
    const [name, each] = fields[place]!;
    fields[place] =
      random.below(3) === 0 ? [random.pick(NAMES), each] : [name, disturbedValue(each, random)];
    return new Map(fields);
  }
  return anyValue(random);
}

/** `{ a: { a: ... } }`, or the same of arrays, so many levels deep. */
export function nested(levels: number, isOfArrays: boolean): Doc {
  let value: Value = isOfArrays ? [] : doc({});
  for (let level = 2; level < levels; level++) value = isOfArrays ? [value] : doc({ a: value });
  return doc({ a: value });
}
