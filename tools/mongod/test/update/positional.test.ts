import { type Case, outcome, rows } from './cases';

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'the positional $': [
    [{ a: [1, 2, 3] }, { $set: { 'a.$': 9 } }, '{ a: [1, 9, 3] }', { query: { a: 2 } }],
    [
      { a: [{ b: 1 }, { b: 2 }] },
      { $inc: { 'a.$.b': 5 } },
      '{ a: [{ b: 1 }, { b: 7 }] }',
      { query: { 'a.b': 2 } },
    ],
    [
      {
        a: [
          { b: 1, c: 5 },
          { b: 2, c: 5 },
        ],
      },
      { $set: { 'a.$.c': 9 } },
      '{ a: [{ b: 1, c: 5 }, { b: 2, c: 9 }] }',
      { query: { a: { $elemMatch: { b: 2, c: 5 } } } },
    ],
    [{ a: [1, 2] }, { $unset: { 'a.$': 1 } }, '{ a: [1, null] }', { query: { a: 2 } }],
    [
      { a: [{ b: [0, 1] }] },
      { $set: { 'a.0.b.$': 2 } },
      '{ a: [{ b: [0, 2] }] }',
      { query: { 'a.0.b': 1 } },
    ],
    [
      { a: [0, 1], b: [{ c: [0] }] },
      { $set: { 'a.$': 2 } },
      '{ a: [0, 2], b: [{ c: [0] }] }',
      { query: { a: 1, 'b.0.c.0': 0 } },
    ],
    [
      { a: [0] },
      { $set: { 'a.$': 1 } },
      '2 The positional operator did not find the match needed from the query.',
      { query: { 'a.0': 0 } },
    ],
    [
      { a: [1] },
      { $set: { 'a.$': 1 } },
      '2 The positional operator did not find the match needed from the query.',
    ],
    [
      { a: [{ b: 1 }] },
      { $set: { 'a.$.c': 1, 'a.0.d': 2 } },
      '{ a: [{ b: 1, c: 1, d: 2 }] }',
      { query: { 'a.b': 1 } },
    ],
    [
      { a: [1] },
      { $set: { 'a.$': 1, 'a.0': 2 } },
      "40 Update created a conflict at 'a.0'",
      { query: { a: 1 } },
    ],
    [
      {},
      { $set: { 'a.$.b.$': 1 } },
      "2 Too many positional (i.e. '$') elements found in path 'a.$.b.$'",
    ],
    [
      {},
      { $set: { '$.a': 1 } },
      "2 Cannot have positional (i.e. '$') element in the first position in path '$.a'",
    ],
  ],
  '$[] and $[id]': [
    [{ a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, '{ a: [11, 12] }'],
    [{ a: [] }, { $inc: { 'a.$[]': 10 } }, 'same'],
    [{ a: [1, 1] }, { $set: { 'a.$[]': 1 } }, 'same'],
    [{ a: [1, 2] }, { $unset: { 'a.$[]': 1 } }, '{ a: [null, null] }'],
    [
      { a: [{ b: [1, 2] }, { b: [3] }] },
      { $inc: { 'a.$[].b.$[]': 1 } },
      '{ a: [{ b: [2, 3] }, { b: [4] }] }',
    ],
    [{ a: [{}, { b: 1 }] }, { $set: { 'a.$[].b': 2 } }, '{ a: [{ b: 2 }, { b: 2 }] }'],
    [
      { a: [1, 5, 9] },
      { $set: { 'a.$[x]': 0 } },
      '{ a: [1, 0, 0] }',
      { arrayFilters: [{ x: { $gt: 4 } }] },
    ],
    [
      {
        a: [
          { b: 1, n: 0 },
          { b: 2, n: 0 },
        ],
      },
      { $inc: { 'a.$[e].n': 1 } },
      '{ a: [{ b: 1, n: 0 }, { b: 2, n: 1 }] }',
      { arrayFilters: [{ 'e.b': 2 }] },
    ],
    [
      { a: [{ b: [1, 2] }, { b: [2, 2] }] },
      { $set: { 'a.$[e].b.$[f]': 9 } },
      '{ a: [{ b: [1, 9] }, { b: [2, 2] }] }',
      { arrayFilters: [{ 'e.b': 1 }, { f: 2 }] },
    ],
    [
      { a: [1, 2, 3] },
      { $set: { 'a.$[x]': 0 } },
      '{ a: [0, 2, 0] }',
      { arrayFilters: [{ $or: [{ x: 1 }, { x: 3 }] }] },
    ],
    [
      { a: [0, 1] },
      { $set: { 'a.$[i]': 5 } },
      '{ a: [5, 5] }',
      { arrayFilters: [{ $or: [{ i: 0 }, { $and: [{}] }] }] },
    ],
    [
      { a: [[0], [1]] },
      { $addToSet: { 'a.$[i]': 2 } },
      '{ a: [[0, 2], [1]] }',
      { arrayFilters: [{ i: 0 }] },
    ],
    [
      { a: [{ b: 0 }] },
      { $set: { 'a.$[i].b': 1, 'a.$[j].c': 2 } },
      '{ a: [{ b: 1, c: 2 }] }',
      { arrayFilters: [{ 'i.b': 0 }, { 'j.b': 0 }] },
    ],
    [
      { a: [0] },
      { $set: { 'a.$[i]': 2, 'a.$[j]': 3 } },
      "40 Update created a conflict at 'a.0'",
      { arrayFilters: [{ i: 0 }, { j: 0 }] },
    ],
    [
      { a: [{ x: 0, b: [{ y: 0 }] }] },
      { $set: { 'a.$[i].b.$[k].c': 1, 'a.$[j].b.$[k].c': 2 } },
      "40 Update created a conflict at 'a.0.b.$[k].c'",
      { arrayFilters: [{ 'i.x': 0 }, { 'j.x': 0 }, { 'k.y': 0 }] },
    ],
    [
      {},
      { $set: { 'a.b.$[]': 1 } },
      "2 The path 'a.b' must exist in the document in order to apply array updates.",
    ],
    [{ a: 5 }, { $set: { 'a.$[]': 1 } }, '2 Cannot apply array updates to non-array element a: 5'],
    [{}, { $set: { 'a.$[i]': 1 } }, "2 No array filter found for identifier 'i' in path 'a.$[i]'"],
    [
      {},
      { $rename: { 'a.$[i]': 'b' } },
      "2 No array filter found for identifier 'i' in path 'a.$[i]'",
    ],
    [
      {},
      { $set: { '$[]': 1 } },
      "2 Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '$[]'",
    ],
    [
      {},
      { $set: { a: 1 } },
      "9 The array filter for identifier 'i' was not used in the update { $set: { a: 1 } }",
      { arrayFilters: [{ i: 1 }] },
    ],
    [
      {},
      { $set: { 'a.$[i]': 1 } },
      '9 Found multiple array filters with the same top-level field name i',
      { arrayFilters: [{ i: 1 }, { 'i.b': 1 }] },
    ],
    [
      {},
      { $set: { 'a.$[i]': 1 } },
      "9 Error parsing array filter :: caused by :: Expected a single top-level field name, found 'i' and 'j'",
      { arrayFilters: [{ i: 1, j: 1 }] },
    ],
    [
      {},
      { $set: { 'a.$[I]': 1 } },
      "2 Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found 'I'",
      { arrayFilters: [{ I: 1 }] },
    ],
    [
      {},
      { $set: { a: 1 } },
      '9 Cannot use an expression without a top-level field name in arrayFilters',
      { arrayFilters: [{}] },
    ],
  ],
};

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(rows(cases))('%s', (__, [before, update, after, options]) => {
    expect(outcome(before, update, options)).toBe(after);
  });
});
