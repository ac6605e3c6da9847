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
};

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(rows(cases))('%s', (__, [before, update, after, options]) => {
    expect(outcome(before, update, options)).toBe(after);
  });
});
