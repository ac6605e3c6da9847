import { MongoClient } from 'mongodb';
import type { Statement } from '../statement';

const CONNECTIONS = 20;
const UPDATES = 300;

export const findAndModify: readonly Statement[] = [
  {
    id: 'M60',
    says: '`findAndModify` answers the document before it was changed, with `new: true` after',
    source: 'manual, "findAndModify"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1 });
      const command = { findAndModify: 'c', query: {}, update: { $inc: { a: 1 } } };
      return [await on.run(command, 'value'), await on.run({ ...command, new: true }, 'value')];
    },
    expected: ['{ value: { _id: 1, a: 1 } }', '{ value: { _id: 1, a: 3 } }'],
  },
  {
    id: 'M61',
    says: '`findAndModify` that finds nothing answers null',
    source: 'manual, "findAndModify"',
    seen: (on) =>
      on.run(
        { findAndModify: 'c', query: {}, update: { $set: { a: 1 } } },
        'lastErrorObject',
        'value',
      ),
    expected: '{ lastErrorObject: { n: 0, updatedExisting: false }, value: null }',
  },
  {
    id: 'M62',
    says: '`findAndModify` takes the first of its sort, and `remove` takes it away',
    source: 'manual, "findAndModify"',
    seen: async (on) => {
      await on.put({ _id: 1, a: 1 }, { _id: 2, a: 2 });
      const command = { findAndModify: 'c', query: {}, sort: { a: -1 }, remove: true };
      return [await on.run(command, 'value'), await on.ids({})];
    },
    expected: ['{ value: { _id: 2, a: 2 } }', '1'],
  },
  {
    id: 'M63',
    says: '`findAndModify` with `upsert` says which `_id` it has made',
    source: 'manual, "findAndModify"',
    seen: (on) =>
      on.run(
        {
          findAndModify: 'c',
          query: { _id: 4 },
          update: { $set: { a: 1 } },
          upsert: true,
          new: true,
        },
        'lastErrorObject',
        'value',
      ),
    expected:
      '{ lastErrorObject: { n: 1, updatedExisting: false, upserted: 4 }, value: { _id: 4, a: 1 } }',
  },
  {
    id: 'M64',
    says: `${UPDATES} updates that name the version they have read, over ${CONNECTIONS} connections, leave version ${UPDATES}`,
    source: 'manual, "Atomicity and Transactions"',
    seen: async (on) => {
      await on.put({ _id: 1, version: 0 });
      const clients = await Promise.all(
        Array.from({ length: CONNECTIONS }, () => MongoClient.connect(on.url, { maxPoolSize: 1 })),
      );
      await Promise.all(clients.map((client) => raise(client, on.db.databaseName)));
      await Promise.all(clients.map((client) => client.close()));
      return on.find();
    },
    expected: [`{ _id: 1, version: ${UPDATES} }`],
  },
];

/** Raises the version as often as is its part, and tries again where another was faster. */
async function raise(client: MongoClient, database: string): Promise<void> {
  const copies = client.db(database).collection<{ _id: number; version: number }>('c');
  for (let done = 0; done < UPDATES / CONNECTIONS;) {
    const { version } = (await copies.findOne({ _id: 1 }))!;
    const { modifiedCount } = await copies.updateOne({ _id: 1, version }, { $inc: { version: 1 } });
    done += modifiedCount;
  }
}
