import { Decimal128, Double, Long } from 'bson';
import { Desk, type Plain, told } from '../desk';

const SALES = [
  { _id: 1, item: 'a', price: 10, quantity: 2, tags: ['x', 'y'] },
  { _id: 2, item: 'b', price: 20, quantity: 1, tags: [] },
  { _id: 3, item: 'a', price: 5, quantity: 10, tags: ['y'] },
  { _id: 4, item: 'c', price: 2.5, quantity: null },
  { _id: 5, price: 1, tags: 'z' },
];

const STOCK = [
  { _id: 1, sku: 'a', n: 100 },
  { _id: 2, sku: 'b', n: 50 },
  { _id: 3, sku: null, n: 1 },
  { _id: 4, sku: ['a', 'c'], n: 7 },
];

const CASES: readonly [pipeline: readonly Plain[], found: readonly Plain[]][] = [
  [[], SALES],
  [
    [{ $match: { item: 'a' } }, { $project: { price: 1 } }],
    [
      { _id: 1, price: 10 },
      { _id: 3, price: 5 },
    ],
  ],
  [
    [{ $sort: { price: -1 } }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 2 }, { _id: 1 }],
  ],
  [[{ $skip: 4 }, { $unset: ['tags', 'price'] }], [{ _id: 5 }]],
  [[{ $match: { price: { $gt: 4 } } }, { $count: 'n' }], [{ n: 3 }]],
  [[{ $match: { price: 99 } }, { $count: 'n' }], []],
  // As countDocuments asks.
  [[{ $match: {} }, { $group: { _id: 1, n: { $sum: 1 } } }], [{ _id: 1, n: 5 }]],
  [
    [{ $group: { _id: '$item', n: { $sum: 1 }, total: { $sum: '$price' } } }],
    [
      { _id: 'a', n: 2, total: 15 },
      { _id: 'b', n: 1, total: 20 },
      { _id: 'c', n: 1, total: 2.5 },
      { _id: null, n: 1, total: 1 },
    ],
  ],
  [
    [
      { $limit: 4 },
      {
        $group: {
          _id: null,
          sum: { $sum: { $multiply: ['$price', '$quantity'] } },
          avg: { $avg: '$price' },
          min: { $min: '$quantity' },
          max: { $max: '$quantity' },
          first: { $first: '$item' },
          last: { $last: '$quantity' },
          all: { $push: '$quantity' },
          set: { $addToSet: '$item' },
          n: { $count: {} },
        },
      },
    ],
    [
      {
        _id: null,
        sum: 90,
        avg: 9.375,
        min: 1,
        max: 10,
        first: 'a',
        last: null,
        all: [2, 1, 10, null],
        set: ['a', 'b', 'c'],
        n: 4,
      },
    ],
  ],
  [
    [
      {
        $group: {
          _id: { item: '$item', none: '$none' },
          n: { $sum: '$none' },
          avg: { $avg: '$none' },
        },
      },
      { $limit: 1 },
    ],
    [{ _id: { item: 'a' }, n: 0, avg: null }],
  ],
  [
    [
      {
        $group: {
          _id: '$item',
          top: { $top: { sortBy: { price: -1 }, output: '$_id' } },
          two: { $bottomN: { sortBy: { price: -1 }, output: ['$_id', '$price'], n: 2 } },
          firstN: { $firstN: { input: '$_id', n: 1 } },
          maxN: { $maxN: { input: '$price', n: 3 } },
        },
      },
      { $limit: 1 },
    ],
    [
      {
        _id: 'a',
        top: 1,
        two: [
          [1, 10],
          [3, 5],
        ],
        firstN: [1],
        maxN: [10, 5],
      },
    ],
  ],
  // Array by array, element by element.
  [
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'y' },
      { _id: 5, tags: 'z' },
    ],
  ],
  [
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
      { $project: { tags: 1, at: 1 } },
      { $skip: 1 },
    ],
    [
      { _id: 1, tags: 'y', at: new Long(1) },
      { _id: 2, at: null },
      { _id: 3, tags: 'y', at: new Long(0) },
      { _id: 4, at: null },
      { _id: 5, tags: 'z', at: null },
    ],
  ],
  [
    [
      { $limit: 1 },
      { $addFields: { total: { $multiply: ['$price', '$quantity'] }, price: 0, 'sub.x': '$item' } },
    ],
    [{ _id: 1, item: 'a', price: 0, quantity: 2, tags: ['x', 'y'], total: 20, sub: { x: 'a' } }],
  ],
  [
    [{ $limit: 1 }, { $set: { tags: '$$REMOVE', item: { name: '$item' } } }],
    [{ _id: 1, item: { name: 'a' }, price: 10, quantity: 2 }],
  ],
  [[{ $limit: 1 }, { $replaceRoot: { newRoot: { was: '$_id' } } }], [{ was: 1 }]],
  [
    [{ $limit: 1 }, { $replaceWith: { $mergeObjects: [{ a: 1 }, { b: '$item' }] } }],
    [{ a: 1, b: 'a' }],
  ],
  // A field that is worked out comes last, _id too.
  [[{ $limit: 1 }, { $project: { _id: '$item', price: 1 } }], [{ price: 10, _id: 'a' }]],
  [
    [{ $sortByCount: '$item' }],
    [
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
      { _id: 'c', count: 1 },
      { _id: null, count: 1 },
    ],
  ],
  [
    [
      {
        $facet: {
          cheap: [{ $match: { price: { $lt: 3 } } }, { $project: { _id: 1 } }],
          count: [{ $count: 'n' }],
        },
      },
    ],
    [{ cheap: [{ _id: 4 }, { _id: 5 }], count: [{ n: 5 }] }],
  ],
  [
    [
      {
        $bucket: {
          groupBy: '$price',
          boundaries: [0, 5, 20],
          default: 'more',
          output: { n: { $sum: 1 } },
        },
      },
    ],
    [
      { _id: 0, n: 2 },
      { _id: 5, n: 2 },
      { _id: 'more', n: 1 },
    ],
  ],
  [
    [
      { $project: { item: 1 } },
      { $skip: 3 },
      { $lookup: { from: 'stock', localField: 'item', foreignField: 'sku', as: 'in' } },
    ],
    [
      { _id: 4, item: 'c', in: [{ _id: 4, sku: ['a', 'c'], n: 7 }] },
      { _id: 5, in: [{ _id: 3, sku: null, n: 1 }] },
    ],
  ],
  [
    [
      { $match: { _id: 1 } },
      { $project: { tags: ['b', 'c'] } },
      {
        $lookup: {
          from: 'stock',
          localField: 'tags',
          foreignField: 'sku',
          as: 'in.it',
          pipeline: [{ $project: { n: 1 } }],
        },
      },
    ],
    [
      {
        _id: 1,
        tags: ['b', 'c'],
        in: {
          it: [
            { _id: 2, n: 50 },
            { _id: 4, n: 7 },
          ],
        },
      },
    ],
  ],
  [
    [
      { $match: { item: 'b' } },
      { $project: { item: 1 } },
      {
        $lookup: {
          from: 'stock',
          let: { it: '$item' },
          pipeline: [
            { $match: { $expr: { $eq: ['$sku', '$$it'] } } },
            { $project: { _id: 0, n: 1, it: '$$it' } },
          ],
          as: 'in',
        },
      },
    ],
    [{ _id: 2, item: 'b', in: [{ n: 50, it: 'b' }] }],
  ],
  [
    [
      { $match: { _id: 1 } },
      { $project: { _id: 1 } },
      { $lookup: { from: 'none', localField: 'a', foreignField: 'b', as: 'in' } },
    ],
    [{ _id: 1, in: [] }],
  ],
  [
    [
      { $match: { _id: 1 } },
      { $unionWith: { coll: 'stock', pipeline: [{ $match: { n: 50 } }] } },
      { $project: { _id: 1 } },
    ],
    [{ _id: 1 }, { _id: 2 }],
  ],
  [[{ $sample: { size: 99 } }, { $count: 'n' }], [{ n: 5 }]],
  [
    [{ $match: { $expr: { $gt: ['$quantity', '$price'] } } }, { $project: { _id: 1 } }],
    [{ _id: 3 }],
  ],
];

const desk = Desk.with(SALES, { stock: STOCK });

test.each(CASES.map(([pipeline, found]) => [JSON.stringify(pipeline), pipeline, found] as const))(
  '%s',
  (_, pipeline, found) => {
    expect(told(desk.aggregate(pipeline))).toBe(told(found));
  },
);

const AFTER = (name: string): string => `Invalid ${name} :: caused by :: `;
const ERRORS: readonly [pipeline: readonly unknown[], error: string][] = [
  [[{ $nope: 1 }], "40324: Unrecognized pipeline stage name: '$nope'"],
  [[{}], '40323: A pipeline stage specification object must contain exactly one field.'],
  [[1], "14: Each element of the 'pipeline' array must be an object"],
  [[{ $changeStream: {} }], '40573: The $changeStream stage is only supported on replica sets'],
  [[{ $match: 1 }], '15959: the match filter must be an expression in an object'],
  [[{ $limit: 0 }], '15958: the limit must be positive'],
  [
    [{ $limit: 'x' }],
    '5107201: invalid argument to $limit stage: Expected a number in: $limit: "x"',
  ],
  [
    [{ $skip: -1 }],
    '5107200: invalid argument to $skip stage: Expected a non-negative number in: $skip: -1',
  ],
  [[{ $sort: {} }], '15976: $sort stage must have at least one sort key'],
  [[{ $count: '$n' }], '40158: the count field cannot be a $-prefixed path'],
  [[{ $group: { n: { $sum: 1 } } }], '15955: a group specification must include an _id'],
  [[{ $group: { _id: 1, n: 1 } }], "40234: The field 'n' must be an accumulator object"],
  [[{ $group: { _id: 1, n: { $nope: 1 } } }], "15952: unknown group operator '$nope'"],
  [[{ $group: { _id: 1, n: { $sum: [1] } } }], '40237: The $sum accumulator is a unary operator'],
  [
    [{ $unwind: 'tags' }],
    "28818: path option to $unwind stage should be prefixed with a '$': tags",
  ],
  [[{ $unwind: {} }], '28812: no path specified to $unwind stage'],
  [
    [{ $project: {} }],
    `51272: ${AFTER('$project')}projection specification must have at least one field`,
  ],
  [
    [{ $project: { a: 1, b: 0 } }],
    `31254: ${AFTER('$project')}Cannot do exclusion on field b in inclusion projection`,
  ],
  [
    [{ $project: { 'a.$': 1 } }],
    `31324: ${AFTER('$project')}Cannot use positional projection in aggregation projection`,
  ],
  [
    [{ $project: { a: { $elemMatch: {} } } }],
    `168: ${AFTER('$project')}Cannot use $elemMatch in this context`,
  ],
  [
    [{ $set: { a: 1, 'a.b': 2 } }],
    `40176: ${AFTER('$set')}specification contains two conflicting paths. Cannot specify both 'a.b' and 'a': { a: 1, a.b: 2 }`,
  ],
  [[{ $addFields: 1 }], '40272: $addFields specification stage must be an object, got int'],
  [
    [{ $unset: [] }],
    '31119: $unset specification must be a string or an array with at least one field',
  ],
  [
    [{ $limit: 1 }, { $replaceRoot: { newRoot: '$missing' } }, { $limit: 1 }],
    `40228: PlanExecutor error during aggregation :: caused by :: 'newRoot' expression must evaluate to an object, but resulting value was: MISSING. Type of resulting value: 'missing'. Input document: { _id: 1, item: "a", price: 10, quantity: 2, tags: [ "x", "y" ] }`,
  ],
  [
    [{ $lookup: { from: 'stock', as: 'x' } }],
    "9: $lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
  ],
  [
    [{ $lookup: { localField: 'a', foreignField: 'b', as: 'x' } }],
    "9: must specify 'pipeline' when 'from' is empty",
  ],
  [
    [{ $facet: { a: [{ $facet: { b: [] } }] } }],
    '40600: $facet is not allowed to be used within a $facet stage',
  ],
  [[{ $out: 'o' }, { $limit: 1 }], '40601: $out can only be the final stage in the pipeline'],
  [
    [{ $limit: 1 }, { $collStats: { count: {} } }],
    '40602: $collStats is only valid as the first stage in a pipeline',
  ],
  [
    [{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }],
    "40194: The 'boundaries' option to $bucket must be sorted, but elements 0 and 1 are not in ascending order (2 is not less than 1).",
  ],
  [
    [{ $graphLookup: {} }],
    "238: $graphLookup is not in the workbook's embedded MongoDB. Where a mongod is installed, name it: MONGOMS_SYSTEM_BINARY=/path/to/mongod",
  ],
];

test.each(ERRORS.map(([pipeline, error]) => [JSON.stringify(pipeline), pipeline, error] as const))(
  'refused: %s',
  (_, pipeline, error) => {
    expect(desk.aggregate(pipeline as readonly Plain[])).toBe(error);
  },
);

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

test('$out puts what was found in the place of a collection', () => {
  const shop = Desk.with(SALES, { stock: STOCK });
  expect(
    shop.aggregate([{ $match: { item: 'a' } }, { $project: { item: 1 } }, { $out: 'stock' }]),
  ).toEqual([]);
  expect(told(shop.found({ find: 'stock' }))).toBe(
    told([
      { _id: 1, item: 'a' },
      { _id: 3, item: 'a' },
    ]),
  );
});

test('a collection that is not there is empty', () => {
  expect(new Desk().aggregate([{ $group: { _id: 1, n: { $sum: 1 } } }])).toEqual([]);
});
