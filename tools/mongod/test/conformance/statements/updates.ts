import { Double, Long } from 'bson';
import type { Statement } from '../statement';

export const updates: readonly Statement[] = [
  {
    id: 'M39',
    says: 'new fields of one `$set` are appended in the order of their names',
    source: 'manual, "Update Operators", "Behavior"',
    seen: (on) => on.updated({ _id: 1, m: 0 }, { $set: { z: 1, b: 2, a: 3 } }),
    expected: '{ _id: 1, m: 0, a: 3, b: 2, z: 1 }',
  },
  {
    id: 'M40',
    says: 'a field that is there keeps its place when it is set',
    source: 'manual, "$set"',
    seen: (on) => on.updated({ _id: 1, b: 1, a: 2 }, { $set: { a: 3, b: 4 } }),
    expected: '{ _id: 1, b: 4, a: 3 }',
  },
  {
    id: 'M41',
    says: '`$set` of a dotted path makes the documents on the way',
    source: 'manual, "$set"',
    seen: (on) => on.updated({ _id: 1 }, { $set: { 'a.b.c': 1 } }),
    expected: '{ _id: 1, a: { b: { c: 1 } } }',
  },
  {
    id: 'M42',
    says: 'a path through a value that is no document is error 28',
    source: 'server, path_support.cpp',
    seen: (on) => on.updated({ _id: 1, a: 1 }, { $set: { 'a.b': 1 } }),
    expected: 28,
  },
  {
    id: 'M43',
    says: '`$inc` of ints gives an int, with a double a double, with a long a long',
    source: 'manual, "$inc"',
    seen: (on) =>
      on.updated(
        { _id: 1, a: 1, b: 1, c: 1 },
        { $inc: { a: 2, b: new Double(0.5), c: Long.fromNumber(1) } },
      ),
    expected: '{ _id: 1, a: 3, b: 1.5, c: 2L }',
  },
  {
    id: 'M44',
    says: '`$inc` beyond the range of an int gives a long',
    source: 'manual, "$inc"',
    seen: (on) => on.updated({ _id: 1, a: 2147483647 }, { $inc: { a: 1 } }),
    expected: '{ _id: 1, a: 2147483648L }',
  },
  {
    id: 'M45',
    says: '`$inc` of what is no number is error 14',
    source: 'manual, "$inc"',
    seen: (on) => on.updated({ _id: 1, a: 'x' }, { $inc: { a: 1 } }),
    expected: 14,
  },
  {
    id: 'M46',
    says: '`$mul` of a field that is not there sets 0 of the type',
    source: 'manual, "$mul"',
    seen: (on) => on.updated({ _id: 1 }, { $mul: { a: 2 } }),
    expected: '{ _id: 1, a: 0 }',
  },
  {
    id: 'M47',
    says: '`$unset` takes a field away, and of an array leaves null in its place',
    source: 'manual, "$unset"',
    seen: (on) => on.updated({ _id: 1, a: 1, b: [1, 2] }, { $unset: { a: '', 'b.0': '' } }),
    expected: '{ _id: 1, b: [null, 2] }',
  },
  {
    id: 'M48',
    says: '`$rename` moves a field to the end',
    source: 'manual, "$rename"',
    seen: (on) => on.updated({ _id: 1, a: 1, b: 2 }, { $rename: { a: 'c' } }),
    expected: '{ _id: 1, b: 2, c: 1 }',
  },
  {
    id: 'M49',
    says: '`$min` and `$max` set what is less, and what is greater',
    source: 'manual, "$min", "$max"',
    seen: (on) => on.updated({ _id: 1, a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3 } }),
    expected: '{ _id: 1, a: 3, b: 5 }',
  },
  {
    id: 'M50',
    says: '`$push` with `$each`, `$position`, `$sort` and `$slice` inserts, sorts and cuts',
    source: 'manual, "$push"',
    seen: (on) =>
      on.updated(
        { _id: 1, a: [3, 1], b: [1, 2] },
        {
          $push: {
            a: { $each: [2, 4], $sort: 1, $slice: 3 },
            b: { $each: [0], $position: 0 },
          },
        },
      ),
    expected: '{ _id: 1, a: [1, 2, 3], b: [0, 1, 2] }',
  },
  {
    id: 'M51',
    says: '`$addToSet` adds what is not there yet',
    source: 'manual, "$addToSet"',
    seen: (on) => on.updated({ _id: 1, a: [1, 2] }, { $addToSet: { a: { $each: [2, 3, 3] } } }),
    expected: '{ _id: 1, a: [1, 2, 3] }',
  },
  {
    id: 'M52',
    says: '`$pull` takes away what a condition matches, `$pop` the first or the last',
    source: 'manual, "$pull", "$pop"',
    seen: (on) =>
      on.updated(
        { _id: 1, a: [1, 5, 9], b: [1, 2, 3], c: [1, 2, 3] },
        { $pull: { a: { $gte: 5 } }, $pop: { b: -1, c: 1 } },
      ),
    expected: '{ _id: 1, a: [1], b: [2, 3], c: [1, 2] }',
  },
  {
    id: 'M53',
    says: 'two operators on one path are error 40',
    source: 'server, path_support.cpp',
    seen: (on) => on.updated({ _id: 1, a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }),
    expected: 40,
  },
  {
    id: 'M54',
    says: 'the positional `$` is the first element that the filter has matched',
    source: 'manual, "$ (update)"',
    seen: (on) =>
      on.updated({ _id: 1, a: [1, 5, 6] }, { $set: { 'a.$': 0 } }, { q: { a: { $gt: 3 } } }),
    expected: '{ _id: 1, a: [1, 0, 6] }',
  },
  {
    id: 'M55',
    says: '`$[]` is every element',
    source: 'manual, "$[]"',
    seen: (on) => on.updated({ _id: 1, a: [1, 2] }, { $inc: { 'a.$[]': 1 } }),
    expected: '{ _id: 1, a: [2, 3] }',
  },
  {
    id: 'M56',
    says: '`$[name]` is every element that its array filter matches',
    source: 'manual, "$[identifier]"',
    seen: (on) =>
      on.updated(
        { _id: 1, a: [{ n: 1 }, { n: 5 }] },
        { $set: { 'a.$[big].x': 1 } },
        { arrayFilters: [{ 'big.n': { $gt: 3 } }] },
      ),
    expected: '{ _id: 1, a: [{ n: 1 }, { n: 5, x: 1 }] }',
  },
  {
    id: 'M57',
    says: 'an update by a pipeline computes from the fields that are there',
    source: 'manual, "Updates with Aggregation Pipeline"',
    seen: (on) =>
      on.updated({ _id: 1, a: 2, b: 3 }, [
        { $set: { sum: { $add: ['$a', '$b'] } } },
        { $unset: 'a' },
      ]),
    expected: '{ _id: 1, b: 3, sum: 5 }',
  },
  {
    id: 'M58',
    says: 'an operator that there is not is error 9',
    source: 'server, update_driver.cpp',
    seen: (on) => on.updated({ _id: 1 }, { $nonsense: { a: 1 } }),
    expected: 9,
  },
  {
    id: 'M59',
    says: 'of two updates that name the version they have read, one matches',
    source: 'manual, "Atomicity and Transactions"',
    seen: async (on) => {
      await on.put({ _id: 1, version: 0 });
      const u = { $inc: { version: 1 } };
      const write = { update: 'c', updates: [{ q: { _id: 1, version: 0 }, u }] };
      const both = await Promise.all([on.run(write, 'n'), on.run(write, 'n')]);
      return [both.sort(), await on.find()];
    },
    expected: [['{ n: 0 }', '{ n: 1 }'], ['{ _id: 1, version: 1 }']],
  },
];
