import { BSONRegExp, Double } from 'bson';
import { type Case, outcome, rows } from './cases';

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  $push: [
    [{ a: [1] }, { $push: { a: 2 } }, '{ a: [1, 2] }'],
    [{}, { $push: { 'a.b': 2 } }, '{ a: { b: [2] } }'],
    [{ a: [] }, { $push: { a: [1, 2] } }, '{ a: [[1, 2]] }'],
    [{ a: [1] }, { $push: { a: { $each: [2, 3] } } }, '{ a: [1, 2, 3] }'],
    [{ a: [1] }, { $push: { a: { $each: [] } } }, 'same'],
    [{}, { $push: { a: { $each: [] } } }, '{ a: [] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [9, 8], $position: 0 } } }, '{ a: [9, 8, 1, 2] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [9, 8], $position: 1 } } }, '{ a: [1, 9, 8, 2] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 7 } } }, '{ a: [1, 2, 9] }'],
    [{ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -1 } } }, '{ a: [1, 2, 9, 3] }'],
    [{ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -3 } } }, '{ a: [9, 1, 2, 3] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: -9 } } }, '{ a: [9, 1, 2] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, 'same'],
    [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, '{ a: [2, 3] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, '{ a: [] }'],
    [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, '{ a: [1, 2, 3] }'],
    [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, '{ a: [3, 2, 1] }'],
    [{ a: [1, 2] }, { $push: { a: { $each: [], $sort: 1 } } }, 'same'],
    [{ a: ['x', 1, null] }, { $push: { a: { $each: [], $sort: 1 } } }, '{ a: [null, 1, "x"] }'],
    [
      { a: [{ s: 2 }, { s: 1, n: 1 }, {}] },
      { $push: { a: { $each: [{ s: 1, n: 0 }], $sort: { s: 1, n: -1 } } } },
      '{ a: [{}, { s: 1, n: 1 }, { s: 1, n: 0 }, { s: 2 }] }',
    ],
    [
      { a: [{ q: { w: 2 } }, { q: { w: 1 } }, 7] },
      { $push: { a: { $each: [], $sort: { 'q.w': 1 } } } },
      '{ a: [7, { q: { w: 1 } }, { q: { w: 2 } }] }',
    ],
    [
      { a: [5, 9] },
      { $push: { a: { $each: [7, 1], $sort: -1, $slice: 2, $position: 0 } } },
      '{ a: [9, 7] }',
    ],
    [
      { _id: 1, a: 5 },
      { $push: { a: 1 } },
      "2 The field 'a' must be an array but is of type int in document {_id: 1}",
    ],
    [
      {},
      { $push: { a: { $each: 5 } } },
      '2 The argument to $each in $push must be an array but it was of type: int',
    ],
    [{}, { $push: { a: { $each: [], $cut: 1 } } }, '2 Unrecognized clause in $push: $cut'],
    [
      {},
      { $push: { a: { $each: [], $slice: 'x' } } },
      '2 The value for $slice must be an integer value but was given type: string',
    ],
    [
      {},
      { $push: { a: { $each: [], $position: 1.5 } } },
      '2 The value for $position must be an integer value, not of type: double',
    ],
    [
      {},
      { $push: { a: { $each: [], $sort: 2 } } },
      '2 The $sort element value must be either 1 or -1',
    ],
    [
      {},
      { $push: { a: { $each: [], $sort: 'x' } } },
      '2 The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    ],
    [
      {},
      { $push: { a: { $each: [], $sort: {} } } },
      '2 The sort pattern is empty when it should be a set of fields.',
    ],
    [
      {},
      { $push: { a: { $each: [], $sort: { 'x.': 1 } } } },
      '2 The sort field is a dotted field but has an empty part: x.',
    ],
  ],
  $addToSet: [
    [{ a: [1] }, { $addToSet: { a: 2 } }, '{ a: [1, 2] }'],
    [{ a: [1] }, { $addToSet: { a: 1 } }, 'same'],
    [{ a: [1] }, { $addToSet: { a: new Double(1) } }, 'same'],
    [{}, { $addToSet: { a: 1 } }, '{ a: [1] }'],
    [{ a: [1] }, { $addToSet: { a: [1] } }, '{ a: [1, [1]] }'],
    [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, '{ a: [1, 2, 3] }'],
    [{}, { $addToSet: { a: { $each: [2, 1, 2] } } }, '{ a: [2, 1] }'],
    [{}, { $addToSet: { a: { $each: [] } } }, '{ a: [] }'],
    [{ a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { x: 1, y: 2 } } }, 'same'],
    // In another order it is another document.
    [
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      '{ a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }',
    ],
    [
      { a: 1 },
      { $addToSet: { a: 1 } },
      "2 Cannot apply $addToSet to non-array field. Field named 'a' has non-array type int",
    ],
    [
      {},
      { $addToSet: { a: { $each: 1 } } },
      '14 The argument to $each in $addToSet must be an array but it was of type int',
    ],
    [
      {},
      { $addToSet: { a: { $each: [1], $slice: 1 } } },
      '2 Found unexpected fields after $each in $addToSet: { $each: [ 1 ], $slice: 1 }',
    ],
  ],
  $pop: [
    [{ a: [1, 2, 3] }, { $pop: { a: 1 } }, '{ a: [1, 2] }'],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, '{ a: [2, 3] }'],
    [{ a: [] }, { $pop: { a: 1 } }, 'same'],
    [{ a: [[1, 2]] }, { $pop: { 'a.0': new Double(1) } }, '{ a: [[1]] }'],
    [{ a: {} }, { $pop: { 'a.b.c': 1, d: 1 } }, 'same'],
    [{ a: [] }, { $pop: { 'a.3.b': 1 } }, 'same'],
    [{ a: 1 }, { $pop: { a: 1 } }, "14 Path 'a' contains an element of non-array type 'int'"],
    [
      { a: { b: 5 } },
      { $pop: { 'a.b.c': 1 } },
      '28 Cannot use the part (c) of (a.b.c) to traverse the element ({b: 5})',
    ],
    [
      { a: [] },
      { $pop: { 'a.b': 1 } },
      '28 Cannot use the part (b) of (a.b) to traverse the element ({a: []})',
    ],
    [{}, { $pop: { a: 2 } }, '9 $pop expects 1 or -1, found: 2'],
    [{}, { $pop: { a: 'x' } }, '9 Expected a number in: a: "x"'],
    [{}, { $pop: { a: 1.5 } }, '9 Expected an integer: a: 1.5'],
  ],
  '$pull and $pullAll': [
    [{ a: [1, 2, 1] }, { $pull: { a: 1 } }, '{ a: [2] }'],
    [{ a: [1, 2] }, { $pull: { a: 5 } }, 'same'],
    [{ a: [1, 5, 9] }, { $pull: { a: { $gt: 4 } } }, '{ a: [1] }'],
    [{ a: [1, 5, 9] }, { $pull: { a: { $in: [1, 9] } } }, '{ a: [5] }'],
    [{ a: ['ab', 'b'] }, { $pull: { a: new BSONRegExp('^a') } }, '{ a: ["b"] }'],
    // A condition is asked of the elements of an array in the array too, a value of the whole.
    [{ a: [[5], [1], 7] }, { $pull: { a: { $gte: 5 } } }, '{ a: [[1]] }'],
    [{ a: [[5], 5] }, { $pull: { a: 5 } }, '{ a: [[5]] }'],
    [{ a: [[5], 5] }, { $pull: { a: [5] } }, '{ a: [5] }'],
    [{ a: [{ b: 1, c: 1 }, { b: 2 }, 1] }, { $pull: { a: { b: 1 } } }, '{ a: [{ b: 2 }, 1] }'],
    [
      { a: [{ b: [1, 5] }, { b: [2] }] },
      { $pull: { a: { b: { $elemMatch: { $gt: 4 } } } } },
      '{ a: [{ b: [2] }] }',
    ],
    [{ a: [{ b: 1 }, { b: 2 }] }, { $pull: { a: { $or: [{ b: 1 }] } } }, '{ a: [{ b: 2 }] }'],
    [{ a: [{ b: 1 }, 2, {}] }, { $pull: { a: {} } }, '{ a: [2] }'],
    [{ b: 1 }, { $pull: { a: 1 } }, 'same'],
    [{ a: 1 }, { $pull: { a: 1 } }, '2 Cannot apply $pull to a non-array value'],
    [
      { a: 1 },
      { $pull: { 'a.b': 1 } },
      '28 Cannot use the part (b) of (a.b) to traverse the element ({a: 1})',
    ],
    [{ a: [1, 2, 3, 1] }, { $pullAll: { a: [1, new Double(3)] } }, '{ a: [2] }'],
    [{ a: [{ b: 1, c: 1 }] }, { $pullAll: { a: [{ b: 1 }] } }, 'same'],
    [{}, { $pullAll: { a: 1 } }, '2 $pullAll requires an array argument but was given a int'],
    [{ a: 1 }, { $pullAll: { a: [1] } }, '2 Cannot apply $pull to a non-array value'],
  ],
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
