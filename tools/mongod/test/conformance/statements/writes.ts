import { Double, Long } from 'bson';
import { MongoServerError } from 'mongodb';
import type { Statement } from '../statement';
import { told } from '../target';

/** Index, code, `keyPattern` and `keyValue` of each error of a write. */
function errorsOf(answer: Record<string, unknown>): string[] {
  const errors = (answer.writeErrors ?? []) as Record<string, unknown>[];
  return errors.map(({ index, code, keyPattern, keyValue }) =>
    told({ index, code, keyPattern, keyValue }),
  );
}

export const writes: readonly Statement[] = [
  {
    id: 'M9',
    says: '`insert` answers how many documents it has inserted',
    source: 'manual, "insert"',
    seen: (on) => on.run({ insert: 'c', documents: [{ _id: 1 }, { _id: 2 }] }),
    expected: '{ n: 2 }',
  },
  {
    id: 'M10',
    says: 'a document is stored with `_id` as its first field, and the others in their order',
    source: 'manual, "Documents", "Document Field Order"',
    seen: async (on) => {
      await on.put({ b: 1, a: 2, _id: 1 });
      return on.find();
    },
    expected: ['{ _id: 1, b: 1, a: 2 }'],
  },
  {
    id: 'M11',
    says: 'the server makes an ObjectId of a document that has no `_id`',
    source: 'manual, "insert"',
    seen: async (on) => {
      await on.put({ a: 1 });
      return on.find({ _id: { $type: 'objectId' } }, { projection: { _id: 0 } });
    },
    expected: ['{ a: 1 }'],
  },
  {
    id: 'M12',
    says: 'numbers keep their types: int, long and double',
    source: 'manual, "BSON Types"',
    seen: async (on) => {
      await on.put({ _id: 1, int: 1, long: Long.fromNumber(1), double: new Double(1) });
      return on.find();
    },
    expected: ['{ _id: 1, int: 1, long: 1L, double: 1.0 }'],
  },
  {
    id: 'M13',
    says: 'an `_id` twice is error 11000, with `keyPattern` and `keyValue`',
    source: 'server, duplicate_key_error_info',
    seen: async (on) => {
      await on.put({ _id: 1 });
      return errorsOf(await on.answer({ insert: 'c', documents: [{ _id: 1 }] }));
    },
    expected: ['{ index: 0, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } }'],
  },
  {
    id: 'M14',
    says: 'the text of error 11000 names the collection, the index and the key',
    source: 'server, duplicate_key_error_info',
    seen: async (on) => {
      await on.db.collection('users').createIndex({ email: 1 }, { unique: true });
      await on.db.collection('users').insertOne({ email: 'a' });
      const error: unknown = await on.db
        .collection('users')
        .insertOne({ email: 'a' })
        .catch((thrown: unknown) => thrown);
      return error instanceof MongoServerError && error.message;
    },
    expected:
      'E11000 duplicate key error collection: conformance_M14.users index: email_1 dup key: { email: "a" }',
  },
  {
    id: 'M15',
    says: 'an ordered insert ends at its first error, and what came before it stays',
    source: 'manual, "insert"',
    seen: async (on) => {
      const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
      const answer = await on.answer({ insert: 'c', documents });
      return [told({ n: answer.n as unknown }), await on.ids({})];
    },
    expected: ['{ n: 1 }', '1'],
  },
  {
    id: 'M16',
    says: 'an insert with `ordered: false` goes on after an error',
    source: 'manual, "insert"',
    seen: async (on) => {
      const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }, { _id: 3 }];
      const answer = await on.answer({ insert: 'c', documents, ordered: false });
      const errors = answer.writeErrors as { index: unknown }[];
      return [errors.map(({ index }) => Number(index)), await on.ids({})];
    },
    expected: [[1, 3], '1 2 3'],
  },
  {
    id: 'M17',
    says: 'an ordered update ends at its first error',
    source: 'manual, "update"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 'text', b: 0 });
      await on.update({ q: {}, u: { $inc: { a: 1 } } }, { q: {}, u: { $inc: { b: 1 } } });
      return on.find();
    },
    expected: ['{ _id: 1, a: "text", b: 0 }'],
  },
  {
    id: 'M18',
    says: '`delete` with limit 1 takes one document, with limit 0 all that match',
    source: 'manual, "delete"',
    seen: async (on) => {
      await on.put({ _id: 1 }, { _id: 2 }, { _id: 3 });
      return [
        await on.run({ delete: 'c', deletes: [{ q: {}, limit: 1 }] }),
        await on.run({ delete: 'c', deletes: [{ q: {}, limit: 0 }] }),
      ];
    },
    expected: ['{ n: 1 }', '{ n: 2 }'],
  },
  {
    id: 'M19',
    says: '`update` changes the first document that matches, with `multi: true` all',
    source: 'manual, "update"',
    seen: async (on) => {
      await on.put({ _id: 1 }, { _id: 2 }, { _id: 3 });
      const u = { $inc: { a: 1 } };
      return [
        await on.run({ update: 'c', updates: [{ q: {}, u }] }, 'n', 'nModified'),
        await on.run({ update: 'c', updates: [{ q: {}, u, multi: true }] }, 'n', 'nModified'),
      ];
    },
    expected: ['{ n: 1, nModified: 1 }', '{ n: 3, nModified: 3 }'],
  },
  {
    id: 'M20',
    says: 'an update to the same values matches, and modifies nothing',
    source: 'manual, "update"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1 });
      return on.run({ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } } }] }, 'n', 'nModified');
    },
    expected: '{ n: 1, nModified: 0 }',
  },
  {
    id: 'M21',
    says: 'a replacement keeps `_id`, and nothing else',
    source: 'manual, "update"',
    seen: (on) => on.updated({ _id: 1, a: 1 }, { b: 2 }),
    expected: '{ _id: 1, b: 2 }',
  },
  {
    id: 'M22',
    says: 'an `_id` is not changed: error 66',
    source: 'manual, "update"',
    seen: (on) => on.updated({ _id: 1 }, { $set: { _id: 2 } }),
    expected: 66,
  },
  {
    id: 'M23',
    says: 'an upsert takes the equalities of its filter, then the update, and answers the `_id`',
    source: 'manual, "update", "Upsert"',
    seen: async (on) => {
      const q = { _id: 7, a: 1, b: { $gt: 1 } };
      const updates = [{ q, u: { $set: { c: 2 } }, upsert: true }];
      return [
        await on.run({ update: 'c', updates }, 'n', 'nModified', 'upserted'),
        await on.find(),
      ];
    },
    expected: [
      '{ n: 1, nModified: 0, upserted: [{ index: 0, _id: 7 }] }',
      ['{ _id: 7, a: 1, c: 2 }'],
    ],
  },
  {
    id: 'M24',
    says: '`$setOnInsert` counts when an upsert inserts, and not otherwise',
    source: 'manual, "$setOnInsert"',
    seen: async (on) => {
      const write = { q: { _id: 1 }, u: { $setOnInsert: { a: 1 }, $inc: { n: 1 } }, upsert: true };
      await on.update(write);
      await on.update({ ...write, u: { $setOnInsert: { a: 9 }, $inc: { n: 1 } } });
      return on.find();
    },
    expected: ['{ _id: 1, a: 1, n: 2 }'],
  },
];
