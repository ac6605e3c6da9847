import { type Case, outcome, rows, upsertOutcome } from './cases';

const deep = (levels: number): string => Array.from({ length: levels }, () => 'a').join('.');

const DOLLAR =
  "is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.";

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'what is no update': [
    [{}, 5, '9 Update argument must be either an object or an array'],
    [
      {},
      { $foo: { a: 1 } },
      '9 Unknown modifier: $foo. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      {},
      { $set: { a: 1 }, b: 1 },
      '9 Unknown modifier: b. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      {},
      { $toString: {} },
      '9 Unknown modifier: $toString. Expected a valid update modifier or pipeline-style update specified as an array',
    ],
    [
      {},
      { $set: 5 },
      '9 Modifiers operate on fields but we found type int instead. For example: {$mod: {<field>: ...}} not {$set: 5}',
    ],
  ],
  'two operators at one path': [
    [
      {},
      { $set: { a: 1 }, $inc: { a: 1 } },
      "40 Updating the path 'a' would create a conflict at 'a'",
    ],
    [{}, { $set: { a: 1, 'a.b': 1 } }, "40 Updating the path 'a.b' would create a conflict at 'a'"],
    [
      {},
      { $set: { 'a.b.c': 1 }, $unset: { 'a.b': 1 } },
      "40 Updating the path 'a.b' would create a conflict at 'a.b'",
    ],
    [
      {},
      { $rename: { a: 'b' }, $set: { a: 1 } },
      "40 Updating the path 'a' would create a conflict at 'a'",
    ],
    [
      {},
      { $rename: { a: 'b' }, $set: { 'b.c': 1 } },
      "40 Updating the path 'b.c' would create a conflict at 'b'",
    ],
    [
      {},
      { $rename: { a: 'c', b: 'c' } },
      "40 Updating the path 'c' would create a conflict at 'c'",
    ],
    [
      {},
      { $set: { 'a.$[]': 1, 'a.b': 1 } },
      "40 Updating the path 'a.b' would create a conflict at 'a'",
    ],
  ],
  'what is no path': [
    [{}, { $set: { '': 1 } }, '56 An empty update path is not valid.'],
    [
      {},
      { $set: { 'a.': 1 } },
      "56 The update path 'a.' contains an empty field name, which is not allowed.",
    ],
    [
      {},
      { $unset: { 'a..b': 1 } },
      "56 The update path 'a..b' contains an empty field name, which is not allowed.",
    ],
    [{}, { $rename: { a: '' } }, '56 An empty update path is not valid.'],
  ],
  'where nothing can be': [
    [{ a: 5 }, { $set: { 'a.b': 1 } }, "28 Cannot create field 'b' in element {a: 5}"],
    [{ a: 5 }, { $inc: { 'a.b.c': 1 } }, "28 Cannot create field 'b' in element {a: 5}"],
    [{ a: null }, { $push: { 'a.b': 1 } }, "28 Cannot create field 'b' in element {a: null}"],
    [{ a: [1] }, { $set: { 'a.b': 1 } }, "28 Cannot create field 'b' in element {a: [ 1 ]}"],
    [{ a: [1] }, { $set: { 'a.0.b': 1 } }, "28 Cannot create field 'b' in element {0: 1}"],
    [
      { a: { b: 'x' } },
      { $set: { 'a.b.0': 1 } },
      '28 Cannot create field \'0\' in element {b: "x"}',
    ],
    [{ a: [] }, { $set: { 'a.1500001': 1 } }, "34 can't backfill more than 1500000 elements"],
  ],
  'the _id stays': [
    [
      { _id: 1 },
      { $set: { _id: 2 } },
      "66 Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: 1 },
      { $inc: { _id: 1 } },
      "66 Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: 1 },
      { $unset: { _id: 1 } },
      "66 Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: { a: 1 } },
      { $set: { '_id.a': 2 } },
      "66 Performing an update on the path '_id.a' would modify the immutable field '_id'",
    ],
    [
      { _id: { a: 1 } },
      { $set: { '_id.b': 2 } },
      "66 Updating the path '_id' to _id: { a: 1, b: 2 } would modify the immutable field '_id'",
    ],
    [{ _id: 1 }, { $set: { '_id.b': 2 } }, "28 Cannot create field 'b' in element {_id: 1}"],
    [
      { _id: 1, a: 2 },
      { $rename: { a: '_id' } },
      "66 Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [
      { _id: 1 },
      { _id: 2 },
      "66 After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    ],
  ],
  'names of a document with a dollar': [
    [{}, { $set: { $a: 1 } }, `52 The dollar ($) prefixed field '$a' in '$a' ${DOLLAR}`],
    [{}, { $set: { '$a.b': 1 } }, `52 The dollar ($) prefixed field '$a' in '$a' ${DOLLAR}`],
    [{}, { a: 1, $b: 1 }, `52 The dollar ($) prefixed field '$b' in '$b' ${DOLLAR}`],
    [{}, { $set: { 'a.$b': 1 } }, '{ a: { $b: 1 } }'],
    [{}, { a: { $b: 1 } }, '{ a: { $b: 1 } }'],
  ],
  'a replacement': [
    [{ _id: 1, a: 1, b: 2 }, { c: 3 }, '{ _id: 1, c: 3 }'],
    [{ _id: 1, a: 1 }, {}, '{ _id: 1 }'],
    [{ _id: 1, a: 1 }, { _id: 1, a: 1 }, 'same'],
    [{ _id: 1, a: 1 }, { a: 2, _id: 1 }, '{ _id: 1, a: 2 }'],
    [{ _id: 1, a: 1 }, { _id: 1n, a: 1 }, '{ _id: 1L, a: 1 }'],
    [{ a: 1 }, { 'a.b': 1 }, '{ a.b: 1 }'],
  ],
};

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(rows(cases))('%s', (__, [before, update, after, options]) => {
    expect(outcome(before, update, options)).toBe(after);
  });
});

test('a path is as long as a document is deep, and no longer', () => {
  expect(outcome({}, { $set: { [deep(180)]: 1 } })).toContain('{ a: 1 }');
  for (const length of [181, 100_000])
    expect(outcome({}, { $set: { [deep(length)]: 1 } })).toBe(
      '15 Document exceeds maximum nesting depth of 180',
    );
});

test('30 000 fields, elements and conditions in one update', () => {
  const many = Array.from({ length: 30_000 }, (_, at) => at);
  const fields = Object.fromEntries(many.map((at) => [`f${at}`, at]));
  expect(outcome({}, { $set: fields })).toContain('f29999: 29999');
  expect(upsertOutcome(fields, { $set: { a: 1 } })).toContain('f29999: 29999, a: 1');
  expect(outcome({ a: many }, { $pullAll: { a: many } })).toBe('{ a: [] }');
  expect(
    outcome({ a: [] }, { $push: { a: { $each: [...many, ...many, ...many, ...many, ...many] } } }),
  ).toHaveLength(5 * many.join(', ').length + 4 * 2 + '{ a: [] }'.length);
});
