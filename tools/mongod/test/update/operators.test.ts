import { Binary, Decimal128, Double, MaxKey, Timestamp } from 'bson';
import { type Case, NOW, outcome, rows } from './cases';

const double = (number: number): Double => new Double(number);
const decimal = (digits: string): Decimal128 => Decimal128.fromString(digits);
const LARGEST = 2n ** 63n - 1n;

/** Each group: what a document is, what is done to it, what it is then; `same` says that nothing is modified. */
const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  $set: [
    [{ _id: 1, a: 1 }, { $set: { a: 2 } }, '{ _id: 1, a: 2 }'],
    [{ a: 1, b: 1 }, { $set: { a: 'x' } }, '{ a: "x", b: 1 }'],
    [{ a: 1 }, { $set: { a: 1 } }, 'same'],
    // Equal, and not the same.
    [{ a: 1 }, { $set: { a: double(1) } }, '{ a: 1.0 }'],
    [{ a: 1 }, { $set: { a: 1n } }, '{ a: 1L }'],
    [{ a: double(0) }, { $set: { a: double(-0) } }, '{ a: -0.0 }'],
    [{ a: decimal('1.0') }, { $set: { a: decimal('1.00') } }, "{ a: Decimal128('1.00') }"],
    [{ a: { x: 1, y: 2 } }, { $set: { a: { y: 2, x: 1 } } }, '{ a: { y: 2, x: 1 } }'],
    [{ a: { x: [1, null] } }, { $set: { a: { x: [1, null] } } }, 'same'],
    [{ a: [1] }, { $set: { a: [1, 2] } }, '{ a: [1, 2] }'],
    [{ a: double(NaN) }, { $set: { a: double(NaN) } }, 'same'],
    [{}, { $set: {} }, 'same'],
    [{ a: 1 }, { $set: { _id: 5 } }, '{ a: 1, _id: 5 }'],
    [{ _id: 1 }, { $set: { _id: 1 } }, 'same'],
    [{ _id: 1, a: 1 }, { $set: { _id: 1, a: 2 } }, '{ _id: 1, a: 2 }'],
    [{ a: 1 }, { $set: { b: { $inc: 1 } } }, '{ a: 1, b: { $inc: 1 } }'],
  ],
  'new fields come in the order of their names, over all operators': [
    [{ _id: 1 }, { $set: { b: 1, a: 2 } }, '{ _id: 1, a: 2, b: 1 }'],
    [{ _id: 1 }, { $set: { z: 1 }, $inc: { c: 1 } }, '{ _id: 1, c: 1, z: 1 }'],
    [{ b: 0 }, { $set: { c: 1, b: 1, a: 1 } }, '{ b: 1, a: 1, c: 1 }'],
    [{}, { $set: { B: 1, a: 1, é: 1, Z: 1 } }, '{ B: 1, Z: 1, a: 1, é: 1 }'],
    [
      { a: {} },
      { $set: { 'a.10': 1, 'a.9': 1, 'a.x': 1, 'a.01': 1 } },
      '{ a: { 01: 1, 9: 1, 10: 1, x: 1 } }',
    ],
    [{}, { $set: { 'b.y': 1, 'a.z': 1, 'b.x': 1 } }, '{ a: { z: 1 }, b: { x: 1, y: 1 } }'],
  ],
  'dotted paths': [
    [{}, { $set: { 'a.b.c': 1 } }, '{ a: { b: { c: 1 } } }'],
    [{ a: { b: 1, c: 2 } }, { $set: { 'a.b': 3 } }, '{ a: { b: 3, c: 2 } }'],
    [{ a: {} }, { $set: { 'a.0': 1 } }, '{ a: { 0: 1 } }'],
    [{}, { $set: { 'a.0.b': 1 } }, '{ a: { 0: { b: 1 } } }'],
    [{ a: [1, 2] }, { $set: { 'a.1': 3 } }, '{ a: [1, 3] }'],
    [{ a: [1] }, { $set: { 'a.3': 4 } }, '{ a: [1, null, null, 4] }'],
    [{ a: [] }, { $set: { 'a.1.b.c': 4 } }, '{ a: [null, { b: { c: 4 } }] }'],
    [{ a: [] }, { $set: { 'a.10': 1, 'a.9': 2 } }, `{ a: [${'null, '.repeat(9)}2, 1] }`],
    [{ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2, 'a.0.c': 3 } }, '{ a: [{ b: 2, c: 3 }] }'],
    [{ a: [[1]] }, { $inc: { 'a.0.0': 2 } }, '{ a: [[3]] }'],
    [{ a: { b: null } }, { $set: { 'a.b': { c: 1 } } }, '{ a: { b: { c: 1 } } }'],
  ],
  $unset: [
    [{ a: 1, b: 2 }, { $unset: { a: '' } }, '{ b: 2 }'],
    [{ a: { b: 1, c: 2 } }, { $unset: { 'a.b': 1 } }, '{ a: { c: 2 } }'],
    [{ a: { b: 1 } }, { $unset: { 'a.b': 1 } }, '{ a: {} }'],
    [{ a: [1, 2, 3] }, { $unset: { 'a.1': 1 } }, '{ a: [1, null, 3] }'],
    [{ a: 1 }, { $unset: { b: 1, 'a.b': 1, 'c.d': 1 } }, 'same'],
    [{ a: [1] }, { $unset: { 'a.b': 1, 'a.7': 1 } }, 'same'],
  ],
  '$inc and $mul': [
    [{ a: 1 }, { $inc: { a: 2 } }, '{ a: 3 }'],
    [{}, { $inc: { 'a.b': 2n } }, '{ a: { b: 2L } }'],
    [{ a: 2 ** 31 - 1 }, { $inc: { a: 1 } }, '{ a: 2147483648L }'],
    [{ a: 1n }, { $inc: { a: 1 } }, '{ a: 2L }'],
    [{ a: 1 }, { $inc: { a: 0.5 } }, '{ a: 1.5 }'],
    [{ a: double(1) }, { $inc: { a: 1 } }, '{ a: 2.0 }'],
    [{ a: 1 }, { $inc: { a: decimal('0.10') } }, "{ a: Decimal128('1.10') }"],
    [{ a: 1 }, { $inc: { a: 0 } }, 'same'],
    // The same number of another type is another value.
    [{ a: 1 }, { $inc: { a: 0n } }, '{ a: 1L }'],
    [{ a: 1 }, { $inc: { a: double(0) } }, '{ a: 1.0 }'],
    [{ a: double(-0) }, { $inc: { a: double(0) } }, 'same'],
    [
      { _id: 1, a: LARGEST },
      { $inc: { a: 1 } },
      '2 Failed to apply $inc operations to current value ((NumberLong)9223372036854775807) for document {_id: 1}',
    ],
    [
      { _id: 'x', a: 42 },
      { $inc: { a: LARGEST } },
      '2 Failed to apply $inc operations to current value ((NumberInt)42) for document {_id: "x"}',
    ],
    [
      { _id: 1, a: 2n ** 62n },
      { $mul: { a: 4 } },
      '2 Failed to apply $mul operations to current value ((NumberLong)4611686018427387904) for document {_id: 1}',
    ],
    [{ a: 3 }, { $mul: { a: 2 } }, '{ a: 6 }'],
    [{ a: 3 }, { $mul: { a: 1 } }, 'same'],
    [{ a: 2 ** 30 }, { $mul: { a: 4 } }, '{ a: 4294967296L }'],
    [{}, { $mul: { a: 5, b: 5n, c: 1.5 } }, '{ a: 0, b: 0L, c: 0.0 }'],
    [{}, { $mul: { d: decimal('2.5') } }, "{ d: Decimal128('0.0') }"],
    [
      { _id: 1, a: 'x' },
      { $inc: { a: 1 } },
      "14 Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
    ],
    [
      { a: { b: null } },
      { $mul: { 'a.b': 1 } },
      "14 Cannot apply $mul to a value of non-numeric type. {no id} has the field 'b' of non-numeric type null",
    ],
    [{}, { $inc: { a: 'x' } }, '14 Cannot increment with non-numeric argument: {a: "x"}'],
    [{}, { $mul: { 'a.b': true } }, '14 Cannot multiply with non-numeric argument: {a.b: true}'],
  ],
  '$min and $max': [
    [{ a: 5 }, { $min: { a: 3 } }, '{ a: 3 }'],
    [{ a: 5 }, { $min: { a: 7 } }, 'same'],
    [{ a: 5 }, { $min: { a: double(5) } }, 'same'],
    [{ a: 5 }, { $max: { a: 7 } }, '{ a: 7 }'],
    [{ a: 5 }, { $max: { a: 3 } }, 'same'],
    [{}, { $max: { a: 3 }, $min: { b: 4 } }, '{ a: 3, b: 4 }'],
    // Of different types, in the order of all values.
    [{ a: 5 }, { $max: { a: 'x' } }, '{ a: "x" }'],
    [{ a: 5 }, { $min: { a: null } }, '{ a: null }'],
    [{ a: [1] }, { $max: { a: { b: 1 } } }, 'same'],
    [{ a: 5 }, { $max: { a: new MaxKey() } }, '{ a: MaxKey }'],
  ],
  $bit: [
    [{ a: 13 }, { $bit: { a: { and: 10 } } }, '{ a: 8 }'],
    [{ a: 3 }, { $bit: { a: { or: 5 } } }, '{ a: 7 }'],
    [{ a: 1 }, { $bit: { a: { xor: 5 } } }, '{ a: 4 }'],
    [{ a: 13 }, { $bit: { a: { and: 10, or: 1 } } }, '{ a: 9 }'],
    [{ a: 1 }, { $bit: { a: { or: 4n } } }, '{ a: 5L }'],
    [{ a: -1 }, { $bit: { a: { and: 2n ** 40n } } }, '{ a: 1099511627776L }'],
    [{}, { $bit: { a: { or: 5 } } }, '{ a: 5 }'],
    [{ a: 1 }, { $bit: { a: { or: 1 } } }, 'same'],
    [
      { _id: 1, a: 1.5 },
      { $bit: { a: { or: 1 } } },
      '2 Cannot apply $bit to a value of non-integral type._id: 1 has the field a of non-integer type double',
    ],
    [
      {},
      { $bit: { a: 5 } },
      '2 The $bit modifier is not compatible with a int. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      {},
      { $bit: { a: {} } },
      '2 You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}',
    ],
    [
      {},
      { $bit: { a: { not: 1 } } },
      "2 The $bit modifier only supports 'and', 'or', and 'xor', not 'not' which is an unknown operator: {not: 1}",
    ],
    [
      {},
      { $bit: { a: { and: double(1) } } },
      "2 The $bit modifier field must be an Integer(32/64 bit); a 'double' is not supported here: {and: 1.0}",
    ],
  ],
  $rename: [
    [{ a: 1, b: 2 }, { $rename: { a: 'c' } }, '{ b: 2, c: 1 }'],
    // What is there already keeps its place.
    [{ a: 1, b: 2, c: 3 }, { $rename: { a: 'b' } }, '{ b: 1, c: 3 }'],
    [{ a: 1, b: 1 }, { $rename: { a: 'b' } }, '{ b: 1 }'],
    [{ a: { b: 1, c: 2 } }, { $rename: { 'a.b': 'd.e' } }, '{ a: { c: 2 }, d: { e: 1 } }'],
    [{ a: { b: 1 } }, { $rename: { 'a.b': 'a.c' } }, '{ a: { c: 1 } }'],
    [{ a: [1] }, { $rename: { a: 'b' } }, '{ b: [1] }'],
    [{ b: 1 }, { $rename: { a: 'b' } }, 'same'],
    [{ b: [1] }, { $rename: { a: 'b.0' } }, 'same'],
    [{ z: 1, y: 2 }, { $rename: { z: 'b', y: 'a' } }, '{ a: 2, b: 1 }'],
    [{ a: 1 }, { $rename: { a: 'c' }, $set: { b: 2 } }, '{ b: 2, c: 1 }'],
    [{ a: 1 }, { $rename: { a: 5 } }, "2 The 'to' field for $rename must be a string: a: 5"],
    [
      { a: 1 },
      { $rename: { a: 'a' } },
      '2 The source and target field for $rename must differ: a: "a"',
    ],
    [
      { a: 1 },
      { $rename: { a: 'a.b' } },
      '2 The source and target field for $rename must not be on the same path: a: "a.b"',
    ],
    [
      { a: 1 },
      { $rename: { 'a.b': 'a' } },
      '2 The source and target field for $rename must not be on the same path: a.b: "a"',
    ],
    [{}, { $rename: { 'a.$': 'b' } }, '2 The source field for $rename may not be dynamic: a.$'],
    [
      {},
      { $rename: { b: 'a.$[]' } },
      '2 The destination field for $rename may not be dynamic: a.$[]',
    ],
    [
      { _id: 1, a: [{ b: 1 }] },
      { $rename: { 'a.0.b': 'c' } },
      "2 The source field cannot be an array element, 'a.0.b' in doc with _id: 1 has an array field called 'a'",
    ],
    [
      { _id: 1, a: [{ b: 1 }], c: 1 },
      { $rename: { c: 'a.0.b' } },
      "2 The destination field cannot be an array element, 'a.0.b' in doc with _id: 1 has an array field called 'a'",
    ],
    [
      { a: 5 },
      { $rename: { 'a.b': 'c' } },
      '28 cannot use the part (a of a.b) to traverse the element ({a: 5})',
    ],
    [
      { _id: 1 },
      { $rename: { _id: 'a' } },
      "66 Unsetting the path '_id' using $rename would modify the immutable field '_id'",
    ],
  ],
  $currentDate: [
    [{}, { $currentDate: { a: true, b: { $type: 'date' } } }, text('a', 'b')],
    [{ a: 1 }, { $currentDate: { a: false } }, text('a')],
    [
      {},
      { $currentDate: { a: 5 } },
      "2 int is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).",
    ],
    [
      {},
      { $currentDate: { a: { $type: 'time' } } },
      "2 The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    ],
    [{}, { $currentDate: { a: { x: 1 } } }, '2 Unrecognized $currentDate option: x'],
  ],
  '$setOnInsert changes nothing that is there': [
    [{ a: 1 }, { $setOnInsert: { a: 2, b: 3 } }, 'same'],
    [{ a: 1 }, { $setOnInsert: { 'a.c': 2 } }, 'same'],
  ],
};

function text(...names: string[]): string {
  return `{ ${names.map((name) => `${name}: new Date(${NOW.getTime()})`).join(', ')} }`;
}

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(rows(cases))('%s', (__, [before, update, after, options]) => {
    expect(outcome(before, update, options)).toBe(after);
  });
});

test('each timestamp of $currentDate is a new one', () => {
  const stamps = ['a', 'b'].map((name) =>
    outcome({}, { $currentDate: { [name]: { $type: 'timestamp' } } }),
  );
  const [first, second] = stamps.map((stamp) => /"i":(\d+)/.exec(stamp)?.[1]);
  expect(stamps[0]).toContain(`"t":${Math.floor(NOW.getTime() / 1000)}`);
  expect(Number(second)).toBe(Number(first) + 1);
});

test('a timestamp of zero in a replacement is the current one, but for those below', () => {
  const zero = new Timestamp({ t: 0, i: 0 });
  const after = outcome({ _id: 1 }, { a: zero, b: { c: zero } });
  expect(after).toContain(`a: {"$timestamp":{"t":${Math.floor(NOW.getTime() / 1000)},`);
  expect(after).toContain('c: {"$timestamp":{"t":0,"i":0}}');
});

test('what is no number stays as it is beside what is changed', () => {
  const before = { a: new Binary(new Uint8Array([1, 2]), 5), t: new Timestamp({ t: 1, i: 2 }) };
  expect(outcome(before, { $set: before })).toBe('same');
});
