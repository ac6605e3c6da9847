import { Long } from 'bson';
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
