import { Long } from 'bson';
import type { Document } from 'mongodb';
import type { Statement } from '../statement';
import type { Target } from '../target';

const five = (on: Target): Promise<void> =>
  on.put({ _id: 1, a: 3 }, { _id: 2, a: 1 }, { _id: 3, a: 2 }, { _id: 4, a: 1 }, { _id: 5, a: 5 });

/** Opens a cursor with a first batch of two. @returns its number */
async function opened(on: Target): Promise<Long> {
  await five(on);
  const { cursor } = await on.answer({ find: 'c', sort: { _id: 1 }, batchSize: 2 });
  return (cursor as { id: Long }).id;
}

/** How many documents the next batch has, and whether the cursor goes on. */
async function next(on: Target, id: Long, more: Document = {}): Promise<unknown> {
  const { cursor } = await on.answer({ getMore: id, collection: 'c', ...more });
  const { nextBatch, id: left } = cursor as { nextBatch: Document[]; id: Long };
  return [nextBatch.length, !left.isZero()];
}

export const reads: readonly Statement[] = [
  {
    id: 'M65',
    says: '`find` sorts, then skips, then limits',
    source: 'manual, "find"',
    seen: async (on) => {
      await five(on);
      return on.find({}, { sort: { a: 1, _id: -1 }, skip: 1, limit: 2 });
    },
    expected: ['{ _id: 2, a: 1 }', '{ _id: 3, a: 2 }'],
  },
  {
    id: 'M66',
    says: 'what is missing sorts as null, then numbers, texts, documents and booleans; an array sorts as its least element',
    source: 'manual, "Comparison/Sort Order"',
    seen: async (on) => {
      await on.put({ _id: 1, a: true }, { _id: 2, a: 'x' }, { _id: 3, a: { b: 1 } }, { _id: 4 });
      await on.put({ _id: 5, a: 7 }, { _id: 6, a: [9, 1] });
      const found = await on.find({}, { sort: { a: 1 }, projection: { _id: 1 } });
      return String(found);
    },
    expected: '{ _id: 4 },{ _id: 6 },{ _id: 5 },{ _id: 2 },{ _id: 3 },{ _id: 1 }',
  },
  {
    id: 'M67',
    says: 'a projection includes fields, with `_id` unless it is left out, in the order of the document',
    source: 'manual, "Project Fields to Return from Query"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1, b: 2, c: { d: 3, e: 4 } });
      return [
        await on.find({}, { projection: { 'c.e': 1, a: 1 } }),
        await on.find({}, { projection: { b: 1, _id: 0 } }),
        await on.find({}, { projection: { a: 0, 'c.d': 0 } }),
      ];
    },
    expected: [['{ _id: 1, a: 1, c: { e: 4 } }'], ['{ b: 2 }'], ['{ _id: 1, b: 2, c: { e: 4 } }']],
  },
  {
    id: 'M68',
    says: 'a projection that includes and leaves out is refused',
    source: 'manual, "Project Fields to Return from Query"',
    seen: (on) => on.find({}, { projection: { a: 1, b: 0 } }),
    expected: '31254 Location31254',
  },
  {
    id: 'M69',
    says: 'the first batch has `batchSize` documents, and `getMore` the next',
    source: 'manual, "getMore"',
    seen: async (on) => {
      const id = await opened(on);
      return [await next(on, id, { batchSize: 2 }), await next(on, id, { batchSize: 2 })];
    },
    expected: [
      [2, true],
      [1, false],
    ],
  },
  {
    id: 'M70',
    says: 'a `getMore` without `batchSize` gives all the rest',
    source: 'manual, "getMore"',
    seen: async (on) => next(on, await opened(on)),
    expected: [3, false],
  },
  {
    id: 'M71',
    says: '`singleBatch` leaves no cursor open',
    source: 'manual, "find"',
    seen: async (on) => {
      await five(on);
      const { cursor } = await on.answer({ find: 'c', batchSize: 2, singleBatch: true });
      return (cursor as { id: Long }).id.isZero();
    },
    expected: true,
  },
  {
    id: 'M72',
    says: '`killCursors` ends a cursor, and says which it has not found',
    source: 'manual, "killCursors"',
    seen: async (on) => {
      const id = await opened(on);
      const command = { killCursors: 'c', cursors: [id, Long.fromNumber(5)] };
      const { cursorsKilled, cursorsNotFound } = await on.answer(command);
      return [
        [cursorsKilled, cursorsNotFound].map((list) => (list as Long[]).length),
        await on.run({ getMore: id, collection: 'c' }),
      ];
    },
    expected: [[1, 1], '43 CursorNotFound'],
  },
  {
    id: 'M73',
    says: 'a cursor that there is not is error 43',
    source: 'manual, "getMore"',
    seen: (on) => on.run({ getMore: Long.fromNumber(12345), collection: 'c' }),
    expected: '43 CursorNotFound',
  },
  {
    id: 'M74',
    says: 'a cursor is of its collection: by another name it is refused',
    source: 'manual, "getMore"',
    seen: async (on) => on.run({ getMore: await opened(on), collection: 'other' }),
    expected: '13 Unauthorized',
  },
  {
    id: 'M75',
    says: '`count` counts what a query finds, within skip and limit',
    source: 'manual, "count"',
    seen: async (on) => {
      await five(on);
      return [
        await on.run({ count: 'c', query: { a: 1 } }),
        await on.run({ count: 'c', skip: 1, limit: 3 }),
      ];
    },
    expected: ['{ n: 2 }', '{ n: 3 }'],
  },
  {
    id: 'M76',
    says: '`distinct` gives each value once, of arrays their elements',
    source: 'manual, "distinct"',
    seen: async (on) => {
      await on.put({ a: 1 }, { a: [1, 2] }, { a: 2 }, {});
      return on.run({ distinct: 'c', key: 'a' }, 'values');
    },
    expected: '{ values: [1, 2] }',
  },
  {
    id: 'M77',
    says: 'a collection that is not there is empty to a `find`',
    source: 'manual, "find"',
    seen: (on) => on.find(),
    expected: [],
  },
];
