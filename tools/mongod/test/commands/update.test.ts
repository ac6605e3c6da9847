import { Binary } from 'bson';
import type { Written } from '../values/notation';
import { Commands } from './server';

const DOCUMENTS = [
  { _id: 1, a: 1, g: 'x' },
  { _id: 2, a: 2, g: 'x' },
  { _id: 3, a: 3, g: 'y' },
];
const UNTOUCHED = [
  '{ _id: 1, a: 1, g: "x" }',
  '{ _id: 2, a: 2, g: "x" }',
  '{ _id: 3, a: 3, g: "y" }',
];

interface Case {
  readonly updates: readonly Written[];
  readonly answer: string;
  /** All documents afterwards; those of the beginning, if nothing is said. */
  readonly then?: readonly string[];
  readonly options?: object;
}

const CASES: Readonly<Record<string, Case>> = {
  'the first that matches': {
    updates: [{ q: { g: 'x' }, u: { $inc: { a: 10 } } }],
    answer: '{ n: 1, nModified: 1 }',
    then: ['{ _id: 1, a: 11, g: "x" }', UNTOUCHED[1]!, UNTOUCHED[2]!],
  },
  'all that match': {
    updates: [{ q: { g: 'x' }, u: { $inc: { a: 10 } }, multi: true }],
    answer: '{ n: 2, nModified: 2 }',
    then: ['{ _id: 1, a: 11, g: "x" }', '{ _id: 2, a: 12, g: "x" }', UNTOUCHED[2]!],
  },
  'what changes nothing is matched, not modified': {
    updates: [{ q: {}, u: { $set: { g: 'x' } }, multi: true }],
    answer: '{ n: 3, nModified: 1 }',
    then: [UNTOUCHED[0]!, UNTOUCHED[1]!, '{ _id: 3, a: 3, g: "x" }'],
  },
  'a document that its own update matches again is updated once': {
    updates: [{ q: { a: { $gte: 1 } }, u: { $inc: { a: 1 } }, multi: true }],
    answer: '{ n: 3, nModified: 3 }',
    then: ['{ _id: 1, a: 2, g: "x" }', '{ _id: 2, a: 3, g: "x" }', '{ _id: 3, a: 4, g: "y" }'],
  },
  'none that matches': {
    updates: [{ q: { _id: 9 }, u: { $set: { a: 1 } } }],
    answer: '{ n: 0, nModified: 0 }',
  },
  'a version in the filter': {
    updates: [
      { q: { _id: 1, a: 1 }, u: { $set: { g: 'z' }, $inc: { a: 1 } } },
      { q: { _id: 1, a: 1 }, u: { $set: { g: 'w' }, $inc: { a: 1 } } },
    ],
    answer: '{ n: 1, nModified: 1 }',
    then: ['{ _id: 1, a: 2, g: "z" }', UNTOUCHED[1]!, UNTOUCHED[2]!],
  },
  'a replacement': {
    updates: [{ q: { _id: 2 }, u: { b: 1 } }],
    answer: '{ n: 1, nModified: 1 }',
    then: [UNTOUCHED[0]!, '{ _id: 2, b: 1 }', UNTOUCHED[2]!],
  },
  'an upsert with nothing to update': {
    updates: [
      { q: { _id: 1 }, u: { $set: { a: 5 } }, upsert: true },
      { q: { _id: 4, g: 'z' }, u: { $set: { a: 5 }, $setOnInsert: { s: 1 } }, upsert: true },
    ],
    answer: '{ n: 2, upserted: [{ index: 1, _id: 4 }], nModified: 1 }',
    then: [
      '{ _id: 1, a: 5, g: "x" }',
      UNTOUCHED[1]!,
      UNTOUCHED[2]!,
      '{ _id: 4, g: "z", a: 5, s: 1 }',
    ],
  },
  'array filters': {
    updates: [
      { q: { _id: 1 }, u: { $set: { l: [1, 2, 3] } } },
      { q: { _id: 1 }, u: { $inc: { 'l.$[e]': 5 } }, arrayFilters: [{ e: { $gt: 1 } }] },
    ],
    answer: '{ n: 2, nModified: 2 }',
    then: ['{ _id: 1, a: 1, g: "x", l: [1, 7, 8] }', UNTOUCHED[1]!, UNTOUCHED[2]!],
  },
  'the positional $ for each document by itself': {
    updates: [
      { q: { _id: 1 }, u: { $set: { l: [7, 8] } } },
      { q: { _id: 2 }, u: { $set: { l: [8, 7] } } },
      { q: { l: 8 }, u: { $set: { 'l.$': 0 } }, multi: true },
    ],
    answer: '{ n: 4, nModified: 4 }',
    then: [
      '{ _id: 1, a: 1, g: "x", l: [7, 0] }',
      '{ _id: 2, a: 2, g: "x", l: [0, 7] }',
      UNTOUCHED[2]!,
    ],
  },
  'in order, up to the first that fails': {
    updates: [
      { q: { _id: 1 }, u: { $inc: { a: 1 } } },
      { q: { _id: 1 }, u: { $inc: { g: 1 } } },
      { q: { _id: 1 }, u: { $inc: { a: 1 } } },
    ],
    answer:
      '{ n: 1, nModified: 1, writeErrors: [{ index: 1, code: 14, errmsg: "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field \'g\' of non-numeric type string" }] }',
    then: ['{ _id: 1, a: 2, g: "x" }', UNTOUCHED[1]!, UNTOUCHED[2]!],
  },
  'all that do not fail': {
    options: { ordered: false },
    updates: [
      { q: { _id: 1 }, u: { $bad: {} } },
      { q: { _id: 1 }, u: { $inc: { a: 1 } } },
    ],
    answer:
      '{ n: 1, nModified: 1, writeErrors: [{ index: 0, code: 9, errmsg: "Unknown modifier: $bad. Expected a valid update modifier or pipeline-style update specified as an array" }] }',
    then: ['{ _id: 1, a: 2, g: "x" }', UNTOUCHED[1]!, UNTOUCHED[2]!],
  },
  'a replacement of many': {
    updates: [{ q: {}, u: { a: 1 }, multi: true }],
    answer:
      '{ n: 0, nModified: 0, writeErrors: [{ index: 0, code: 9, errmsg: "multi update is not supported for replacement-style update" }] }',
  },
  'constants without a pipeline': {
    updates: [{ q: {}, u: { $set: { a: 1 } }, c: { b: 1 } }],
    answer:
      '{ n: 0, nModified: 0, writeErrors: [{ index: 0, code: 51198, errmsg: "Constant values may only be specified for pipeline updates" }] }',
  },
  'an upsert by an expression': {
    updates: [{ q: { $expr: true }, u: { $set: { a: 1 } }, upsert: true }],
    answer:
      '{ n: 0, nModified: 0, writeErrors: [{ index: 0, code: 224, errmsg: "$expr is not allowed in the query predicate for an upsert" }] }',
  },
  'an array filter beside a pipeline': {
    updates: [{ q: {}, u: [{ $set: { a: 1 } }], arrayFilters: [{ x: 1 }] }],
    answer:
      '{ n: 0, nModified: 0, writeErrors: [{ index: 0, code: 9, errmsg: "arrayFilters may not be specified for pipeline-style updates" }] }',
  },
  'a u that is none': {
    updates: [
      { q: {}, u: { $set: { a: 9 } } },
      { q: {}, u: 5 },
    ],
    answer:
      '{ ok: 0.0, code: 9, errmsg: "Update argument must be either an object or an array", codeName: "FailedToParse" }',
  },
  'a statement without q': {
    updates: [{ u: {} }],
    answer:
      '{ ok: 0.0, code: 40414, errmsg: "BSON field \'update.updates.q\' is missing but a required field", codeName: "IDLFailedToParse" }',
  },
  'a statement with what a mongod does not know': {
    updates: [{ q: {}, u: {}, sort: { a: 1 } }],
    answer:
      '{ ok: 0.0, code: 40415, errmsg: "BSON field \'update.updates.sort\' is an unknown field.", codeName: "IDLUnknownField" }',
  },
  'no statement': {
    updates: [],
    answer:
      '{ ok: 0.0, code: 16, errmsg: "Write batch sizes must be between 1 and 100000. Got 0 operations.", codeName: "InvalidLength" }',
  },
};

test.each(Object.entries(CASES))('%s', (_, { updates, answer, then = UNTOUCHED, options }) => {
  const commands = new Commands();
  commands.insert('c', ...DOCUMENTS);
  expect(commands.run({ update: 'c', updates, ...options })).toBe(answer);
  expect(commands.all('c')).toEqual(then);
});

test('a collection is made by an upsert alone', () => {
  const commands = new Commands();
  const updates = [{ q: { _id: 1 }, u: { $set: { a: 1 } } }];
  expect(commands.run({ update: 'c', updates })).toBe('{ n: 0, nModified: 0 }');
  expect(commands.run({ update: 'c', updates: [{ ...updates[0]!, upsert: true }] })).toBe(
    '{ n: 1, upserted: [{ index: 0, _id: 1 }], nModified: 0 }',
  );
  expect(commands.all('c')).toEqual(['{ _id: 1, a: 1 }']);
});

describe('a unique index', () => {
  const duplicate =
    '{ index: 0, code: 11000, errmsg: "E11000 duplicate key error collection: test.c index: a_1 dup key: { a: 2 }", keyPattern: { a: 1 }, keyValue: { a: 2 } }';

  test.each<[string, object]>([
    ['an operator', { q: { _id: 1 }, u: { $set: { a: 2 } } }],
    ['a replacement', { q: { _id: 1 }, u: { a: 2 } }],
    ['an upsert', { q: { _id: 7 }, u: { $set: { a: 2 } }, upsert: true }],
  ])('%s that makes a duplicate changes nothing', (_, update) => {
    const commands = new Commands();
    commands.insert('c', ...DOCUMENTS);
    commands.unique('c', 'a');
    expect(commands.run({ update: 'c', updates: [update] })).toBe(
      `{ n: 0, nModified: 0, writeErrors: [${duplicate}] }`,
    );
    expect(commands.all('c')).toEqual(UNTOUCHED);
  });

  test('a value is free again, and taken, as updates go', () => {
    const commands = new Commands();
    commands.insert('c', ...DOCUMENTS);
    commands.unique('c', 'a');
    const steps = [
      { q: { a: 2 }, u: { $set: { a: 9 } } },
      { q: { a: 1 }, u: { $set: { a: 2 } } },
      { q: { a: 9 }, u: { $set: { b: 1 } } },
    ];
    expect(commands.run({ update: 'c', updates: steps })).toBe('{ n: 3, nModified: 3 }');
    expect(commands.all('c')).toEqual([
      '{ _id: 1, a: 2, g: "x" }',
      '{ _id: 2, a: 9, g: "x", b: 1 }',
      UNTOUCHED[2],
    ]);
  });
});

describe('what an update makes', () => {
  const commands = new Commands();
  beforeAll(() => commands.insert('c', { _id: 1, a: new Binary(new Uint8Array(15 * 2 ** 20)) }));

  test('is not too large', () => {
    const b = new Binary(new Uint8Array(2 ** 20));
    expect(commands.run({ update: 'c', updates: [{ q: {}, u: { $set: { b } } }] })).toContain(
      'code: 17419, errmsg: "Resulting document after update is larger than 16777216"',
    );
  });

  test.each([
    [180, '{ n: 1, nModified: 1 }'],
    [181, 'code: 15, errmsg: "Document exceeds maximum nesting depth of 180"'],
  ])('%s names deep', (levels, answer) => {
    commands.insert('d', { _id: levels });
    const path = Array.from({ length: levels }, () => 'x').join('.');
    const updates = [{ q: { _id: levels }, u: { $set: { [path]: 1 } } }];
    expect(commands.run({ update: 'd', updates })).toContain(answer);
  });
});
