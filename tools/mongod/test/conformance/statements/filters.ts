import { Decimal128, Double, Long } from 'bson';
import type { Statement } from '../statement';

export const filters: readonly Statement[] = [
  {
    id: 'M25',
    says: 'a value finds the arrays that have it as an element',
    source: 'manual, "Query an Array"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 2] }, { _id: 2, a: 2 }, { _id: 3, a: [[2]] });
      return on.ids({ a: 2 });
    },
    expected: '1 2',
  },
  {
    id: 'M26',
    says: 'an array finds the array that is equal, and the one that has it as an element',
    source: 'manual, "Query an Array"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 2] }, { _id: 2, a: [2, 1] }, { _id: 3, a: [[1, 2]] });
      return on.ids({ a: [1, 2] });
    },
    expected: '1 3',
  },
  {
    id: 'M27',
    says: 'null finds null, and documents without the field',
    source: 'manual, "Query for Null or Missing Fields"',
    seen: async (on) => {
      await on.put({ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: 0 }, { _id: 4, a: [null] });
      return [await on.ids({ a: null }), await on.ids({ a: { $ne: null } })];
    },
    expected: ['1 2 4', '3'],
  },
  {
    id: 'M28',
    says: '`$exists` tells null from missing',
    source: 'manual, "$exists"',
    seen: async (on) => {
      await on.put({ _id: 1, a: null }, { _id: 2 });
      return [await on.ids({ a: { $exists: true } }), await on.ids({ a: { $exists: false } })];
    },
    expected: ['1', '2'],
  },
  {
    id: 'M29',
    says: 'a dotted path goes into documents, and into those of an array',
    source: 'manual, "Query on Embedded/Nested Documents"',
    seen: async (on) => {
      await on.put({ _id: 1, a: { b: 1 } }, { _id: 2, a: [{ b: 2 }, { b: 1 }] }, { _id: 3, a: 1 });
      return on.ids({ 'a.b': 1 });
    },
    expected: '1 2',
  },
  {
    id: 'M30',
    says: 'a number in a path is a place in an array',
    source: 'manual, "Query an Array"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 2] }, { _id: 2, a: [2, 1] });
      return on.ids({ 'a.0': 2 });
    },
    expected: '2',
  },
  {
    id: 'M31',
    says: 'a document finds what is equal in its fields and in their order',
    source: 'manual, "Query on Embedded/Nested Documents"',
    seen: async (on) => {
      await on.put({ _id: 1, a: { x: 1, y: 2 } }, { _id: 2, a: { y: 2, x: 1 } });
      return on.ids({ a: { x: 1, y: 2 } });
    },
    expected: '1',
  },
  {
    id: 'M32',
    says: 'numbers are equal whatever their types are',
    source: 'manual, "Comparison/Sort Order"',
    seen: async (on) => {
      await on.put(
        { _id: 1, a: 1 },
        { _id: 2, a: Long.fromNumber(1) },
        { _id: 3, a: new Double(1) },
        { _id: 4, a: Decimal128.fromString('1.0') },
        { _id: 5, a: '1' },
      );
      return on.ids({ a: 1 });
    },
    expected: '1 2 3 4',
  },
  {
    id: 'M33',
    says: '`$gt` compares within one type',
    source: 'manual, "Comparison Query Operators"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 5 }, { _id: 2, a: 'x' }, { _id: 3, a: null }, { _id: 4 });
      return on.ids({ a: { $gt: 1 } });
    },
    expected: '1',
  },
  {
    id: 'M34',
    says: 'two conditions on an array may be met by two elements, with `$elemMatch` by one',
    source: 'manual, "Query an Array"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 9] }, { _id: 2, a: [5] });
      return [
        await on.ids({ a: { $gt: 4, $lt: 6 } }),
        await on.ids({ a: { $elemMatch: { $gt: 4, $lt: 6 } } }),
      ];
    },
    expected: ['1 2', '2'],
  },
  {
    id: 'M35',
    says: '`$in` takes values, `$nin` finds also what has no such field',
    source: 'manual, "$in", "$nin"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1 }, { _id: 2, a: [2, 3] }, { _id: 3 });
      return [await on.ids({ a: { $in: [1, 2] } }), await on.ids({ a: { $nin: [1, 2] } })];
    },
    expected: ['1 2', '3'],
  },
  {
    id: 'M36',
    says: '`$not` finds also what has no such field',
    source: 'manual, "$not"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1 }, { _id: 2, a: 9 }, { _id: 3 });
      return on.ids({ a: { $not: { $gt: 5 } } });
    },
    expected: '1 3',
  },
  {
    id: 'M37',
    says: '`$all` wants all of them, `$size` so many elements',
    source: 'manual, "$all", "$size"',
    seen: async (on) => {
      await on.put({ _id: 1, a: [1, 2] }, { _id: 2, a: [1, 2, 3] }, { _id: 3, a: 2 });
      return [await on.ids({ a: { $all: [1, 2] } }), await on.ids({ a: { $size: 2 } })];
    },
    expected: ['1 2', '1'],
  },
  {
    id: 'M38',
    says: 'an operator that there is not is error 2',
    source: 'server, expression_parser.cpp',
    seen: (on) => on.find({ a: { $nonsense: 1 } }),
    expected: '2 BadValue',
  },
];
