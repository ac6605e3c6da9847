import { VirtualClock } from '@workbook/clock';
import { type Collection, type Document } from 'mongodb';
import { useMongod } from './use-mongod';

const clock = new VirtualClock();
const mongod = useMongod(() => ({ clock }));
const { run } = mongod;

const tickets = (): Collection => mongod.db().collection('tickets');
const failure = (code: number, message: string): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) as string });

async function create(key: Document, options: Document = {}): Promise<Document> {
  const name = Object.entries(key).flat().join('_');
  return run({ createIndexes: 'tickets', indexes: [{ key, name, ...options }] });
}

describe('createIndexes', () => {
  test('makes the collection and the index', async () => {
    expect(await create({ title: 1 }, { unique: true })).toEqual({
      numIndexesBefore: 1,
      numIndexesAfter: 2,
      createdCollectionAutomatically: true,
      ok: 1,
    });
    expect(await tickets().indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { title: 1 }, name: 'title_1', unique: true },
    ]);
  });

  test('leaves what is there', async () => {
    await create({ title: 1 });
    expect(await create({ title: 1 })).toEqual({
      numIndexesBefore: 2,
      numIndexesAfter: 2,
      note: 'all indexes already exist',
      ok: 1,
    });
    expect(await create({ _id: 1 })).toMatchObject({ note: 'all indexes already exist' });
    const indexes = [
      { key: { title: 1 }, name: 'title_1' },
      { key: { price: -1 }, name: 'price_-1' },
    ];
    expect(await run({ createIndexes: 'tickets', indexes })).toMatchObject({
      numIndexesBefore: 2,
      numIndexesAfter: 3,
      note: 'index already exists',
    });
  });

  test.each<[string, Document, Document, number, string]>([
    [
      'another key by the same name',
      { title: 1 },
      { name: 'a' },
      86,
      'An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: { v: 2, key: { title: 1 }, name: "a" }, existing index: { v: 2, key: { a: 1 }, name: "a" }',
    ],
    [
      'unique, where it was not',
      { a: 1 },
      { name: 'a', unique: true },
      86,
      'Requested index: { v: 2, unique: true, key: { a: 1 }, name: "a" }',
    ],
    ['another name', { a: 1 }, { name: 'b' }, 85, 'Index already exists with a different name: a'],
    [
      'an option by the same name',
      { a: 1 },
      { name: 'a', expireAfterSeconds: 5 },
      85,
      'An equivalent index already exists with the same name but different options.',
    ],
    [
      'an option and another name',
      { a: 1 },
      { name: 'b', expireAfterSeconds: 5 },
      85,
      'An equivalent index already exists with a different name and options.',
    ],
  ])('refuses %s', async (_, key, options, code, message) => {
    await create({ a: 1 }, { name: 'a' });
    expect(await create(key, options)).toEqual(failure(code, message));
    expect(await tickets().indexes()).toHaveLength(2);
  });

  test('takes one key twice, if one is unique', async () => {
    await create({ a: 1 });
    expect(await create({ a: 1 }, { name: 'b', unique: true })).toMatchObject({
      numIndexesAfter: 3,
    });
  });

  test.each<[Document, Document, number, string]>([
    [{}, { name: 'a' }, 67, 'Index keys cannot be empty.'],
    [{ a: 0 }, {}, 67, 'Values in the index key pattern cannot be 0.'],
    [{ a: NaN }, {}, 67, 'cannot be NaN'],
    [{ a: true }, {}, 67, 'Values in v:2 index key pattern cannot be of type bool'],
    [{ a: 'fancy' }, {}, 67, "Unknown index plugin 'fancy'"],
    [{ a: 'text' }, {}, 238, "An index of the kind 'text'"],
    [{ '$**': 1 }, {}, 238, 'A wildcard index'],
    [{ 'a..b': 1 }, {}, 67, 'Index keys cannot contain an empty field.'],
    [{ $a: 1 }, {}, 67, "field name starts with '$'"],
    [{ a: 1 }, { name: 7 }, 14, "The field 'name' must be a string, but got int"],
    [{ a: 1 }, { name: '' }, 67, 'index name cannot be empty'],
    [{ a: 1 }, { name: 'a\0' }, 67, 'index name cannot contain NUL bytes'],
    [{ a: 1 }, { name: '*' }, 2, "The index name '*' is not valid."],
    [{ a: 1 }, { name: '_id_' }, 2, "The index name '_id_' is reserved"],
    [{ _id: -1 }, {}, 2, "The field 'key' for an _id index must be {_id: 1}"],
    [{ _id: 1 }, { unique: true }, 197, 'not valid for an _id index specification'],
    [{ a: 1 }, { color: 1 }, 197, "The field 'color' is not valid for an index specification."],
    [{ a: 1 }, { hidden: true }, 238, 'A hidden index'],
    [{ a: 1 }, { unique: 'yes' }, 14, 'which is not convertible to bool'],
    [{ a: 1 }, { collation: { locale: 'de' } }, 238, 'An index with a collation'],
    [{ a: 1 }, { v: 3 }, 67, 'cannot create an index with v=3'],
    [{ a: 1 }, { expireAfterSeconds: -1 }, 67, 'cannot be less than 0'],
    [{ a: 1 }, { expireAfterSeconds: 'x' }, 67, "received a type of 'string'"],
    [{ a: 1, b: 1 }, { expireAfterSeconds: 1 }, 67, 'compound indexes do not support TTL'],
    [
      { a: 1 },
      { partialFilterExpression: { a: { $exists: false } } },
      67,
      'not supported in partial',
    ],
    [{ a: 1 }, { partialFilterExpression: { a: { $ne: 1 } } }, 67, 'not supported in partial'],
    [{ a: 1 }, { partialFilterExpression: { a: /x/ } }, 67, 'not supported in partial'],
    [{ a: 1 }, { partialFilterExpression: { $expr: true } }, 224, '$expr is not allowed'],
    [
      { a: 1 },
      { sparse: true, partialFilterExpression: { a: 1 } },
      67,
      'cannot mix "partialFilterExpression" and "sparse" options',
    ],
  ])('refuses %j with %j', async (key, options, code, message) => {
    expect(await create(key, options)).toEqual(failure(code, message));
    expect(await run({ listIndexes: 'tickets' })).toMatchObject({ code: 26 });
  });

  test('builds all, or nothing over documents that stand against one', async () => {
    await tickets().insertMany([{ title: 'opera' }, { title: 'opera' }]);
    const indexes = [
      { key: { price: 1 }, name: 'price_1' },
      { key: { title: 1 }, name: 'title_1', unique: true },
    ];
    await expect(mongod.db().command({ createIndexes: 'tickets', indexes })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { title: 1 },
      keyValue: { title: 'opera' },
      message: expect.stringMatching(
        /^Index build failed: \S{36}: Collection test\d+\.tickets \( \S{36} \) :: caused by :: E11000 duplicate key error collection: test\d+\.tickets index: title_1 dup key: \{ title: "opera" \}$/,
      ) as string,
    });
    expect(await tickets().indexes()).toHaveLength(1);
    await tickets().insertOne({ title: 'opera' });
  });

  test('has a limit', async () => {
    const indexes = Array.from({ length: 64 }, (_, at) => ({
      key: { [`f${at}`]: 1 },
      name: `f${at}`,
    }));
    expect(await run({ createIndexes: 'tickets', indexes })).toEqual(
      failure(67, 'add index fails, too many indexes for'),
    );
    expect(await run({ createIndexes: 'tickets', indexes: [] })).toEqual(
      failure(2, 'Must specify at least one index to create'),
    );
  });
});

describe('dropIndexes', () => {
  const drop = (index: unknown): Promise<Document> => run({ dropIndexes: 'tickets', index });

  test.each<[unknown, Document, number]>([
    ['a_1', { nIndexesWas: 4 }, 3],
    [{ a: 1 }, { nIndexesWas: 4 }, 3],
    [['a_1', 'c_-1'], { nIndexesWas: 4 }, 2],
    ['*', { nIndexesWas: 4, msg: 'non-_id indexes dropped for collection' }, 1],
  ])('%j', async (index, answer, left) => {
    for (const key of [{ a: 1 }, { b: 1 }, { c: -1 }]) await create(key);
    expect(await drop(index)).toEqual({ ...answer, ok: 1 });
    expect(await tickets().indexes()).toHaveLength(left);
  });

  test.each<[unknown, number, string]>([
    ['none', 27, 'index not found with name [none]'],
    [['a_1', 'none'], 27, 'index not found with name [none]'],
    [{ b: 1 }, 27, "can't find index with key: { b: 1 }"],
    [{ a: -1 }, 27, "can't find index with key: { a: -1 }"],
    ['_id_', 72, 'cannot drop _id index'],
    [{ _id: 1 }, 72, 'cannot drop _id index'],
    [{ t: 1 }, 181, '2 indexes found for key: { t: 1 }, identify by name instead.'],
    [['a_1', 1], 14, 'index name must be a string'],
  ])('refuses %j, and drops none', async (index, code, message) => {
    for (const key of [{ a: 1 }, { t: 1 }]) await create(key);
    await create({ t: 1 }, { name: 'other', sparse: true });
    expect(await drop(index)).toEqual(failure(code, message));
    expect(await tickets().indexes()).toHaveLength(4);
  });

  test('of a collection that is not there', async () => {
    expect(await drop('a_1')).toEqual(failure(26, 'ns not found test'));
  });
});

test('without its index a value may be there twice', async () => {
  await create({ title: 1 }, { unique: true });
  await tickets().insertOne({ title: 'opera' });
  await tickets().dropIndex('title_1');
  await tickets().insertOne({ title: 'opera' });
});

test('a hint names an index that is there', async () => {
  await tickets().insertMany([{ a: 1 }, { a: 2 }]);
  await create({ a: 1 });
  await create({ b: 1 }, { sparse: true });
  for (const hint of ['a_1', { a: 1 }, { $natural: 1 }, '_id_'])
    expect(await tickets().find({ a: 1 }, { hint }).toArray()).toHaveLength(1);
  for (const hint of ['none', { a: -1 }])
    expect(await run({ find: 'tickets', filter: { a: 1 }, hint })).toEqual(
      failure(2, 'hint provided does not correspond to an existing index'),
    );
  expect(await run({ find: 'tickets', hint: 'b_1' })).toMatchObject({ code: 238 });
  expect(await run({ find: 'nothing', hint: 'none' })).toMatchObject({ ok: 1 });
  expect(
    await run({ delete: 'tickets', deletes: [{ q: {}, limit: 0, hint: 'none' }] }),
  ).toMatchObject({
    n: 0,
    writeErrors: [{ code: 2 }],
  });
});

test('documents go when their time is over, within a minute', async () => {
  const at = (ms: number): Date => new Date(clock.wall() + ms);
  await create({ expiresAt: 1 }, { expireAfterSeconds: 30 });
  await tickets().insertMany([
    { _id: 'now' as never, expiresAt: at(0) },
    { _id: 'one of two' as never, expiresAt: [at(0), at(1e9)] },
    { _id: 'later' as never, expiresAt: at(60_000) },
    { _id: 'no date' as never, expiresAt: clock.wall() - 1e9 },
    { _id: 'never' as never },
  ]);
  const left = async (): Promise<unknown[]> =>
    (await tickets().find().toArray()).map(({ _id }) => _id as unknown);
  const pass = (ms: number): Promise<void> => clock.pass(ms, () => Promise.resolve());
  await pass(59_000);
  expect(await left()).toHaveLength(5);
  await pass(1000);
  expect(await left()).toEqual(['later', 'no date', 'never']);
  await pass(60_000);
  expect(await left()).toEqual(['no date', 'never']);
});
