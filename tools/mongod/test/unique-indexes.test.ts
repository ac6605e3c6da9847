import { type Collection, type CreateIndexesOptions, type Document } from 'mongodb';
import { useMongod } from './use-mongod';

const mongod = useMongod();
const tickets = (): Collection => mongod.db().collection('tickets');

/** An index, documents that are taken, and one that is not. */
test.each<[string, Document, CreateIndexesOptions, Document[], Document]>([
  ['one value', { a: 1 }, {}, [{ a: 1 }, { a: '1' }, {}], { a: 1.0 }],
  ['null is what is not there', { a: 1 }, {}, [{}], { a: null }],
  ['the elements of an array', { a: 1 }, {}, [{ a: [1, 2] }], { a: [3, 2] }],
  ['one array has an element twice', { a: 1 }, {}, [{ a: [1, 1] }], { a: 1 }],
  ['an empty array', { a: 1 }, {}, [{ a: [] }, { a: null }], { a: [] }],
  ['below an array', { 'a.b': 1 }, {}, [{ a: [{ b: 1 }, { b: 2 }] }], { a: { b: 2 } }],
  ['compound', { a: 1, b: -1 }, {}, [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1 }], { b: 2, a: 1 }],
  [
    'compound with an array',
    { a: 1, b: 1 },
    {},
    [
      { a: [1, 2], b: 1 },
      { a: [1, 2], b: 2 },
    ],
    { a: 2, b: 1 },
  ],
  ['sparse', { a: 1 }, { sparse: true }, [{}, {}, { a: null }], { a: null }],
  [
    'sparse compound',
    { a: 1, b: 1 },
    { sparse: true },
    [{}, {}, { a: 1 }, { b: 1 }],
    { a: 1, b: null },
  ],
  [
    'partial',
    { a: 1 },
    { partialFilterExpression: { status: { $in: ['created'] } } },
    [
      { a: 1, status: 'done' },
      { a: 1, status: 'done' },
      { a: 1, status: 'created' },
    ],
    { a: 1, status: 'created' },
  ],
])('unique: %s', async (_, key, options, taken, refused) => {
  await tickets().createIndex(key, { unique: true, ...options });
  for (const each of taken) await tickets().insertOne(each);
  const [name] = (await tickets().indexes()).slice(1).map((each) => each.name!);
  await expect(tickets().insertOne(refused)).rejects.toMatchObject({
    code: 11000,
    message: expect.stringContaining(` index: ${name} dup key: { `) as string,
  });
  expect(await tickets().find().toArray()).toHaveLength(taken.length);
});

test('two arrays side by side cannot be indexed', async () => {
  await tickets().createIndex({ a: 1, b: 1 });
  await expect(tickets().insertOne({ a: [1], b: [2] })).rejects.toMatchObject({
    code: 171,
    message: 'cannot index parallel arrays [b] [a]',
  });
});
