import { useMongod } from './use-mongod';

const mongod = useMongod();
const { run } = mongod;

const names = async (): Promise<unknown[]> => {
  const listed = await run({ listCollections: 1, nameOnly: true });
  return (listed.cursor as { firstBatch: { name: string }[] }).firstBatch.map(({ name }) => name);
};

test('create makes a collection, once', async () => {
  expect(await run({ create: 'tickets' })).toEqual({ ok: 1 });
  expect(await run({ create: 'tickets' })).toEqual({ ok: 1 });
  expect(await names()).toEqual(['tickets']);
});

test.each([
  [{ capped: true, size: 1000 }, 238, "A collection with the option 'capped'"],
  [{ validator: { a: 1 } }, 238, "A collection with the option 'validator'"],
  [{ timeseries: { timeField: 't' } }, 238, "A collection with the option 'timeseries'"],
  [{ viewOn: 'other', pipeline: [] }, 238, "A collection with the option 'viewOn'"],
  [{ size: 1000 }, 72, "the 'capped' field needs to be true"],
  [{ collation: { locale: 'de' } }, 238, 'A collection with a collation'],
  [{ color: 'red' }, 40415, "BSON field 'create.color' is an unknown field."],
])('create refuses %j', async (options, code, message) => {
  const answer = await run({ create: 'tickets', ...options });
  expect(answer).toMatchObject({ code, message: expect.stringContaining(message) as string });
  expect(await names()).toEqual([]);
});

test('create takes options that change nothing', async () => {
  const options = { capped: false, validator: {}, collation: { locale: 'simple' } };
  expect(await run({ create: 'tickets', ...options })).toEqual({ ok: 1 });
});

test('create of what is there with other options is 48', async () => {
  await run({ create: 'tickets' });
  const answer = await run({ create: 'tickets', capped: true, size: 1000 });
  expect(answer).toMatchObject({
    code: 48,
    codeName: 'NamespaceExists',
    message: expect.stringMatching(
      /^namespace test\d+\.tickets already exists, but with different options: \{ uuid: UUID\("[-\da-f]{36}"\) \}$/,
    ) as string,
  });
});

test.each([
  ['', "Invalid namespace specified 'test"],
  ['a$b', "Invalid namespace specified 'test"],
  ['x'.repeat(300), 'Fully qualified namespace is too long.'],
])('create refuses the name %j', async (name, message) => {
  expect(await run({ create: name })).toMatchObject({
    code: 73,
    codeName: 'InvalidNamespace',
    message: expect.stringContaining(message) as string,
  });
});

test('drop ends a collection, and what is not there as well', async () => {
  await mongod.db().collection('tickets').insertOne({});
  const { databaseName } = mongod.db();
  expect(await run({ drop: 'tickets' })).toEqual({
    nIndexesWas: 1,
    ns: `${databaseName}.tickets`,
    ok: 1,
  });
  expect(await names()).toEqual([]);
  expect(await run({ drop: 'tickets' })).toEqual({ ok: 1 });
});

test('dropDatabase ends all of its collections, and no other', async () => {
  const other = mongod.client().db('another').collection('kept');
  await other.insertOne({});
  await run({ create: 'tickets' });
  const { databaseName } = mongod.db();
  expect(await run({ dropDatabase: 1 })).toEqual({ dropped: databaseName, ok: 1 });
  expect(await run({ dropDatabase: 1 })).toEqual({ ok: 1 });
  expect(await run({ dropDatabase: 2 })).toMatchObject({ code: 5255100 });
  expect(await run({ dropDatabase: 1 }, 'admin')).toMatchObject({ code: 20 });
  expect(await names()).toEqual([]);
  expect(await other.find().toArray()).toHaveLength(1);
});

describe('renameCollection', () => {
  const rename = (from: string, to: string, more = {}): ReturnType<typeof run> => {
    const { databaseName } = mongod.db();
    const command = { renameCollection: `${databaseName}.${from}`, to: `${databaseName}.${to}` };
    return run({ ...command, ...more }, 'admin');
  };

  test('takes documents and indexes with it', async () => {
    const tickets = mongod.db().collection('tickets');
    await tickets.insertOne({ title: 'concert' });
    await tickets.createIndex({ title: 1 }, { unique: true });
    expect(await rename('tickets', 'shows')).toEqual({ ok: 1 });
    expect(await names()).toEqual(['shows']);
    const shows = mongod.db().collection('shows');
    await expect(shows.insertOne({ title: 'concert' })).rejects.toThrow(
      /E11000 duplicate key error collection: test\d+\.shows index: title_1/,
    );
  });

  test('into another database', async () => {
    await mongod.db().collection('tickets').insertOne({ title: 'concert' });
    const { databaseName } = mongod.db();
    const to = `${databaseName}b.tickets`;
    const answer = await run({ renameCollection: `${databaseName}.tickets`, to }, 'admin');
    expect(answer).toEqual({ ok: 1 });
    const moved = mongod.client().db(`${databaseName}b`).collection('tickets');
    expect(await moved.find().toArray()).toMatchObject([{ title: 'concert' }]);
    expect(await names()).toEqual([]);
  });

  test('over another one only if that is to be dropped', async () => {
    await mongod.db().collection('a').insertOne({ from: 'a' });
    await mongod.db().collection('b').insertOne({ from: 'b' });
    expect(await rename('a', 'b')).toMatchObject({ code: 48, message: 'target namespace exists' });
    expect(await rename('a', 'b', { dropTarget: true })).toEqual({ ok: 1 });
    expect(await names()).toEqual(['b']);
    expect(await mongod.db().collection('b').find().toArray()).toMatchObject([{ from: 'a' }]);
  });

  test('refuses what cannot be', async () => {
    await run({ create: 'a' });
    expect(await rename('none', 'b')).toMatchObject({ code: 26, codeName: 'NamespaceNotFound' });
    expect(await rename('a', 'a')).toMatchObject({ code: 20 });
    expect(await rename('a', '$b')).toMatchObject({ code: 73 });
    expect(await run({ renameCollection: 'a', to: 'b' }, 'admin')).toMatchObject({ code: 73 });
    expect(await run({ renameCollection: 't.a', to: 't.b' })).toMatchObject({
      code: 13,
      codeName: 'Unauthorized',
      message: 'renameCollection may only be run against the admin database.',
    });
    expect(await names()).toEqual(['a']);
  });
});

test('listCollections tells of each, filtered, in batches', async () => {
  const db = mongod.db();
  for (const name of ['a', 'b', 'c']) await db.createCollection(name);
  expect(await db.listCollections({ name: 'b' }).toArray()).toEqual([
    {
      name: 'b',
      type: 'collection',
      options: {},
      info: { readOnly: false, uuid: expect.anything() as unknown },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    },
  ]);
  const inBatches = await db.listCollections({}, { nameOnly: true, batchSize: 1 }).toArray();
  expect(inBatches).toEqual(['a', 'b', 'c'].map((name) => ({ name, type: 'collection' })));
  expect(await db.collections()).toHaveLength(3);
});

test('a cursor over collections is closed before its end', async () => {
  const db = mongod.db();
  for (const name of ['a', 'b', 'c']) await db.createCollection(name);
  const cursor = db.listCollections({}, { batchSize: 1 });
  await cursor.next();
  await cursor.close();
  const status = await run({ serverStatus: 1 });
  expect(status).toMatchObject({ metrics: { cursor: { open: { total: 0 } } } });
});

test('listDatabases tells of those that have a collection', async () => {
  await mongod.db().collection('tickets').insertOne({ title: 'concert' });
  const { databaseName } = mongod.db();
  const only = { filter: { name: databaseName } };
  expect(await run({ listDatabases: 1, ...only }, 'admin')).toMatchObject({
    databases: [{ name: databaseName, empty: false }],
    ok: 1,
  });
  expect(await run({ listDatabases: 1, nameOnly: true, ...only }, 'admin')).toEqual({
    databases: [{ name: databaseName }],
    ok: 1,
  });
  expect(await run({ listDatabases: 1 })).toMatchObject({ code: 13 });
});

test('dbStats and collStats count', async () => {
  const tickets = mongod.db().collection('tickets');
  await tickets.insertMany([{ title: 'concert' }, { title: 'opera' }]);
  await tickets.createIndex({ title: 1 });
  const { databaseName } = mongod.db();
  expect(await run({ dbStats: 1 })).toMatchObject({
    db: databaseName,
    collections: 1,
    objects: 2,
    indexes: 2,
    avgObjSize: 40,
    dataSize: 80,
  });
  expect(await run({ collStats: 'tickets' })).toMatchObject({
    ns: `${databaseName}.tickets`,
    count: 2,
    size: 80,
    nindexes: 2,
  });
  expect(await run({ collStats: 'none' })).toMatchObject({ count: 0, size: 0, nindexes: 0 });
});

test.each([
  ['ping', {}],
  ['buildInfo', { version: '7.0.0', versionArray: [7, 0, 0, 0], maxBsonObjectSize: 16_777_216 }],
  ['serverStatus', { process: 'mongod', version: '7.0.0', pid: process.pid }],
  ['hostInfo', { os: { version: expect.any(String) as string } }],
  ['connectionStatus', { authInfo: { authenticatedUsers: [] } }],
])('%s', async (name, answer) => {
  expect(await run({ [name]: 1 })).toMatchObject({ ...answer, ok: 1 });
});

test('what tools ask for at first', async () => {
  const asked = { getParameter: 1, featureCompatibilityVersion: 1 };
  expect(await run(asked, 'admin')).toMatchObject({
    featureCompatibilityVersion: { version: '7.0' },
  });
  expect(await run({ getParameter: 1, other: 1 }, 'admin')).toMatchObject({ code: 72 });
  expect(await run({ getLog: 'startupWarnings' }, 'admin')).toMatchObject({ log: [] });
  expect(await run({ getCmdLineOpts: 1 }, 'admin')).toMatchObject({ argv: ['mongod'] });
});

test.each(['explain', 'validate', 'currentOp', 'killOp', 'collMod', 'mapReduce'])(
  '%s is refused by its name, and not as unknown',
  async (name) => {
    expect(await run({ [name]: 1 })).toMatchObject({
      code: 238,
      message: expect.stringContaining(`The command ${name} is not in`) as string,
    });
  },
);

test('sessions start, and have nothing to end', async () => {
  const { id, timeoutMinutes } = await run({ startSession: 1 });
  expect(timeoutMinutes).toBe(30);
  for (const name of ['refreshSessions', 'endSessions', 'killSessions'])
    expect(await run({ [name]: [id] })).toEqual({ ok: 1 });
});

test('a transaction is refused, as by a mongod that stands alone', async () => {
  const tickets = mongod.db().collection('tickets');
  const session = mongod.client().startSession();
  const transaction = session.withTransaction(() => tickets.insertOne({}, { session }));
  await expect(transaction).rejects.toMatchObject({
    originalError: {
      code: 20,
      codeName: 'IllegalOperation',
      message: 'Transaction numbers are only allowed on a replica set member or mongos',
    },
  });
  await session.endSession();
  expect(await run({ commitTransaction: 1 }, 'admin')).toMatchObject({ code: 20 });
  expect(await names()).toEqual([]);
});
