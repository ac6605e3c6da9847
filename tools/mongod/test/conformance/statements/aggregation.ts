import type { Statement } from '../statement';

export const aggregation: readonly Statement[] = [
  {
    id: 'M78',
    says: '`$match`, `$group` and `$sort` come one after the other',
    source: 'manual, "Aggregation Stages"',
    seen: async (on) => {
      await on.put({ k: 'a', n: 1 }, { k: 'b', n: 2 }, { k: 'a', n: 3 }, { k: 'c', n: 0 });
      return on.aggregate(
        { $match: { n: { $gt: 0 } } },
        { $group: { _id: '$k', n: { $sum: '$n' }, all: { $push: '$n' }, count: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      );
    },
    expected: [
      '{ _id: "a", n: 4, all: [1, 3], count: 2 }',
      '{ _id: "b", n: 2, all: [2], count: 1 }',
    ],
  },
  {
    id: 'M79',
    says: '`$avg` of ints is a double',
    source: 'manual, "$avg"',
    seen: async (on) => {
      await on.put({ n: 1 }, { n: 3 });
      return on.aggregate({ $group: { _id: null, n: { $avg: '$n' } } });
    },
    expected: ['{ _id: null, n: 2.0 }'],
  },
  {
    id: 'M80',
    says: '`$unwind` makes a document of each element, and none of a document without the array',
    source: 'manual, "$unwind"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 2] }, { _id: 2, a: [] }, { _id: 3 });
      return on.aggregate({ $unwind: '$a' });
    },
    expected: ['{ _id: 1, a: 1 }', '{ _id: 1, a: 2 }'],
  },
  {
    id: 'M81',
    says: '`$lookup` adds an array of what is equal in another collection',
    source: 'manual, "$lookup"',
    seen: async (on) => {
      await on.put({ _id: 1, ticket: 7 }, { _id: 2, ticket: 8 });
      await on.answer({ insert: 'tickets', documents: [{ _id: 7, price: 20 }] });
      return on.aggregate({
        $lookup: { from: 'tickets', localField: 'ticket', foreignField: '_id', as: 'its' },
      });
    },
    expected: [
      '{ _id: 1, ticket: 7, its: [{ _id: 7, price: 20 }] }',
      '{ _id: 2, ticket: 8, its: [] }',
    ],
  },
  {
    id: 'M82',
    says: '`$project` computes fields, and `$addFields` keeps the others',
    source: 'manual, "$project", "$addFields"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 2, b: 3 });
      return [
        await on.aggregate({ $project: { p: { $multiply: ['$a', '$b'] } } }),
        await on.aggregate({ $addFields: { p: { $concat: ['x', 'y'] } } }),
      ];
    },
    expected: [['{ _id: 1, p: 6 }'], ['{ _id: 1, a: 2, b: 3, p: "xy" }']],
  },
  {
    id: 'M83',
    says: '`$count` gives one document, and none of nothing',
    source: 'manual, "$count"',
    seen: async (on) => {
      await on.put({ _id: 1 }, { _id: 2 });
      return [
        await on.aggregate({ $count: 'n' }),
        await on.aggregate({ $match: { _id: 9 } }, { $count: 'n' }),
      ];
    },
    expected: [['{ n: 2 }'], []],
  },
  {
    id: 'M84',
    says: '`$skip` and `$limit` count in the order of the pipeline',
    source: 'manual, "Aggregation Stages"',
    seen: async (on) => {
      await on.put({ _id: 1 }, { _id: 2 }, { _id: 3 });
      return on.aggregate({ $sort: { _id: -1 } }, { $limit: 2 }, { $skip: 1 });
    },
    expected: ['{ _id: 2 }'],
  },
  {
    id: 'M85',
    says: '`$out` writes a collection in place of the one that was there',
    source: 'manual, "$out"',
    seen: async (on) => {
      await on.put({ _id: 1 }, { _id: 2 });
      await on.answer({ insert: 'other', documents: [{ _id: 9 }] });
      await on.aggregate({ $match: { _id: 1 } }, { $out: 'other' });
      return on.batch({ find: 'other' });
    },
    expected: ['{ _id: 1 }'],
  },
  {
    id: 'M86',
    says: 'a stage that there is not is error 40324',
    source: 'server, pipeline.cpp',
    seen: (on) => on.aggregate({ $nonsense: {} }),
    expected: '40324 Location40324',
  },
  {
    id: 'M87',
    says: '`aggregate` without `cursor` is error 9',
    source: 'manual, "aggregate"',
    seen: (on) => on.run({ aggregate: 'c', pipeline: [] }),
    expected: '9 FailedToParse',
  },
];
