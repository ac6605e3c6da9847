import type { Document } from 'mongodb';
import type { Statement } from '../statement';
import type { Target } from '../target';

/** Makes an index over `c`. @returns what is answered, or the code of its error */
const index = (on: Target, key: Document, more: Document = {}): Promise<string> => {
  const name = Object.entries(key).flat().join('_');
  return on.run({ createIndexes: 'c', indexes: [{ key, name, ...more }] });
};

/** The code of the error with which a document is not inserted; undefined if it is. */
async function refusal(on: Target, document: Document): Promise<number | undefined> {
  const { writeErrors } = await on.answer({ insert: 'c', documents: [document] });
  const failed = writeErrors as { code: unknown }[] | undefined;
  return failed && Number(failed[0]!.code);
}

const names = async (on: Target): Promise<string> =>
  (await on.db.listCollections().toArray())
    .map(({ name }) => name)
    .sort()
    .join(' ');

export const catalog: readonly Statement[] = [
  {
    id: 'M88',
    says: '`createIndexes` says how many indexes there were and are, and takes the same again with a note',
    source: 'manual, "createIndexes"',
    seen: async (on) => {
      const indexes = [{ key: { a: 1 }, name: 'a_1' }];
      const told = ['numIndexesBefore', 'numIndexesAfter', 'note'];
      const command = { createIndexes: 'c', indexes };
      return [await on.run(command, ...told), await on.run(command, ...told)];
    },
    expected: [
      '{ numIndexesBefore: 1, numIndexesAfter: 2 }',
      '{ numIndexesBefore: 2, numIndexesAfter: 2, note: "all indexes already exist" }',
    ],
  },
  {
    id: 'M89',
    says: 'a unique index takes one document without the field, a sparse one any number',
    source: 'manual, "Unique Indexes", "Sparse Indexes"',
    seen: async (on) => {
      await index(on, { a: 1 }, { unique: true });
      await index(on, { b: 1 }, { unique: true, sparse: true });
      return [
        await refusal(on, { a: 1 }),
        await refusal(on, { b: 1 }),
        await refusal(on, { b: 2 }),
      ];
    },
    expected: [undefined, undefined, 11000],
  },
  {
    id: 'M90',
    says: 'a partial unique index counts what its filter finds',
    source: 'manual, "Partial Indexes"',
    seen: async (on) => {
      await index(on, { a: 1 }, { unique: true, partialFilterExpression: { live: true } });
      await on.put({ a: 1, live: false }, { a: 1, live: false }, { a: 1, live: true });
      return refusal(on, { a: 1, live: true });
    },
    expected: 11000,
  },
  {
    id: 'M91',
    says: 'a compound unique index compares all its fields',
    source: 'manual, "Unique Indexes"',
    seen: async (on) => {
      await index(on, { a: 1, b: 1 }, { unique: true });
      await on.put({ a: 1, b: 1 });
      return [await refusal(on, { a: 1, b: 2 }), await refusal(on, { a: 1, b: 1 })];
    },
    expected: [undefined, 11000],
  },
  {
    id: 'M92',
    says: 'a unique index is not made where a key is there twice: error 11000',
    source: 'manual, "Unique Indexes"',
    seen: async (on) => {
      await on.put({ a: 1 }, { a: 1 });
      return index(on, { a: 1 }, { unique: true });
    },
    expected: '11000 DuplicateKey',
  },
  {
    id: 'M93',
    says: 'one name with another key is error 86, one key with another name error 85',
    source: 'manual, "createIndexes"',
    seen: async (on) => {
      await index(on, { a: 1 });
      return [await index(on, { b: 1 }, { name: 'a_1' }), await index(on, { a: 1 }, { name: 'x' })];
    },
    expected: ['86 IndexKeySpecsConflict', '85 IndexOptionsConflict'],
  },
  {
    id: 'M94',
    says: '`listIndexes` begins with that of `_id`, and of a collection that is not there is error 26',
    source: 'manual, "listIndexes"',
    seen: async (on) => {
      const missing = await on.run({ listIndexes: 'nothing' });
      await index(on, { a: 1 }, { unique: true });
      return [missing, await on.batch({ listIndexes: 'c' })];
    },
    expected: [
      '26 NamespaceNotFound',
      [
        '{ v: 2, key: { _id: 1 }, name: "_id_" }',
        '{ v: 2, key: { a: 1 }, name: "a_1", unique: true }',
      ],
    ],
  },
  {
    id: 'M95',
    says: '`dropIndexes` takes an index away, never that of `_id`',
    source: 'manual, "dropIndexes"',
    seen: async (on) => {
      await index(on, { a: 1 });
      return [
        await on.run({ dropIndexes: 'c', index: 'a_1' }),
        await on.run({ dropIndexes: 'c', index: 'a_1' }),
        await on.run({ dropIndexes: 'c', index: '_id_' }),
      ];
    },
    expected: ['{ nIndexesWas: 2 }', '27 IndexNotFound', '72 InvalidOptions'],
  },
  {
    id: 'M96',
    says: 'an insert makes its collection, and `listCollections` names it',
    source: 'manual, "Databases and Collections"',
    seen: async (on) => {
      const before = await names(on);
      await on.put({});
      await on.answer({ create: 'other' });
      return [before, await names(on)];
    },
    expected: ['', 'c other'],
  },
  {
    id: 'M97',
    says: '`drop` takes a collection away with its indexes',
    source: 'manual, "drop"',
    seen: async (on) => {
      await index(on, { a: 1 });
      return [await on.run({ drop: 'c' }, 'nIndexesWas'), await names(on)];
    },
    expected: ['{ nIndexesWas: 2 }', ''],
  },
  {
    id: 'M98',
    says: '`dropDatabase` takes all collections away, and `listDatabases` no longer names it',
    source: 'manual, "dropDatabase"',
    seen: async (on) => {
      const isListed = async (): Promise<boolean> => {
        const { databases } = await on.client.db().admin().listDatabases({ nameOnly: true });
        return databases.some(({ name }) => name === on.db.databaseName);
      };
      await on.put({});
      const before = await isListed();
      await on.answer({ dropDatabase: 1 });
      return [before, await isListed(), await names(on)];
    },
    expected: [true, false, ''],
  },
  {
    id: 'M99',
    says: 'a collection is renamed, onto one that is there only with `dropTarget`',
    source: 'manual, "renameCollection"',
    seen: async (on) => {
      await on.put({ _id: 1 });
      await on.answer({ create: 'other' });
      const of = on.db.databaseName;
      const command = { renameCollection: `${of}.c`, to: `${of}.other` };
      const error: unknown = await on.answer(command, 'admin').catch((thrown: unknown) => thrown);
      await on.answer({ ...command, dropTarget: true }, 'admin');
      return [Number((error as { code?: unknown }).code), await names(on)];
    },
    expected: [48, 'other'],
  },
];
