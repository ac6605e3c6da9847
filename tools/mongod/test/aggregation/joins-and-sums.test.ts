import { Decimal128, Double, Long } from 'bson';
import { Desk, type Plain, told } from '../desk';

/** Who finds whom: `[local, foreign]`, each with its path. */
const JOINS: readonly [local: Plain, path: string, foreign: Plain, isFound: boolean][] = [
  [{ a: 1 }, 'a', { b: [2, 1] }, true],
  [{ a: [1, 2] }, 'a', { b: [1, 2] }, true],
  [{ a: [1, 2] }, 'a', { b: [[1, 2], 3] }, false],
  [{ a: [[1, 2], 3] }, 'a', { b: [1, 2] }, true],
  [{ a: [{ x: [1, 2] }, { x: 4 }] }, 'a.x', { b: 2 }, true],
  [{ a: [{ x: [1, 2] }, { x: 4 }] }, 'a.x', { b: [[1, 2], 3] }, false],
  [{ a: [{ x: 2 }, { x: 1 }] }, 'a.0.x', { b: 1 }, false],
  [{ a: [{ x: 2 }, { x: 1 }] }, 'a.1.x', { b: 1 }, true],
  // What is not there is null, unless something else is.
  [{}, 'a', { b: null }, true],
  [{}, 'a', {}, true],
  [{ a: [] }, 'a', { b: null }, true],
  [{ a: null }, 'a', { b: [] }, false],
  [{ a: [{ y: 2 }, { x: 1 }] }, 'a.x', { b: null }, false],
  [{ a: [{ y: 2 }] }, 'a.x', { b: null }, true],
  [{ a: [[]] }, 'a', { b: [] }, true],
  [{ a: /x/ }, 'a', { b: 'x' }, false],
];

test.each(JOINS.map((each) => [told(each), ...each] as const))(
  '$lookup: %s',
  (_, local, path, foreign, isFound) => {
    const found = Desk.with([local], { d: [{ _id: 1, ...foreign }] }).aggregate([
      { $lookup: { from: 'd', localField: path, foreignField: 'b', as: 'in' } },
      { $project: { _id: 0, in: { $size: '$in' } } },
    ]);
    expect(told(found)).toBe(told([{ in: isFound ? 1 : 0 }]));
  },
);

test.each<[direction: 1 | -1, ids: readonly number[]]>([
  [1, [5, 4, 3, 1, 2]],
  [-1, [2, 1, 3, 4, 5]],
])('$sort %d by what stands in arrays', (direction, ids) => {
  const found = Desk.with([
    { _id: 1, a: [{ x: [1, 7] }] },
    { _id: 2, a: [{ x: 2 }, { x: 8 }] },
    { _id: 3, a: { x: [0, 6] } },
    { _id: 4, a: [{ x: 5 }, {}] },
    { _id: 5, a: [{ x: [] }] },
  ]).aggregate([{ $sort: { 'a.x': direction } }, { $project: { _id: 1 } }]);
  expect(told(found)).toBe(told(ids.map((_id) => ({ _id }))));
});

/** What $sum and $avg make of numbers. */
const SUMS: readonly [values: readonly unknown[], sum: unknown, avg: unknown][] = [
  [[1, 2], 3, 1.5],
  [[1, new Long(2)], new Long(3), 1.5],
  [[1, 2.5], 3.5, 1.75],
  [[0.1, 0.2, 0.3], 0.6, 0.19999999999999998],
  [[2147483647, 1], new Long(2147483648), new Double(1073741824)],
  [[Long.MAX_VALUE, 1], new Double(2 ** 63), new Double(2 ** 62)],
  [[new Decimal128('1.10'), 2], new Decimal128('3.10'), new Decimal128('1.55')],
  [['x', null, true], 0, null],
];

test.each(SUMS.map(([values, sum, avg]) => [told(values), values, sum, avg] as const))(
  'the sum and the average of %s',
  (_, values, sum, avg) => {
    const numbers = Desk.with(values.map((v) => ({ v })));
    const found = numbers.aggregate([
      { $group: { _id: 1, sum: { $sum: '$v' }, avg: { $avg: '$v' } } },
    ]);
    expect(told(found)).toBe(told([{ _id: 1, sum, avg }]));
  },
);
