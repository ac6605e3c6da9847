import { Double, Int32, Long } from 'bson';
import { Desk, NOW, type Plain, told } from '../desk';

const DOCS = [
  { _id: 1, a: 1, tags: ['x', 'y'], sub: { n: 1 } },
  { _id: 2, a: new Double(1), tags: ['y', ['z']], sub: [{ n: 1 }, { n: 2 }] },
  { _id: 3, a: null, tags: [], sub: 5 },
  { _id: 4, b: 1, deep: [{ tags: [1, 2] }, {}, { tags: [[3]] }] },
  { _id: 5, a: 'x', b: 2, tags: 'w' },
];

describe('count', () => {
  const CASES: readonly [command: Plain, n: number][] = [
    [{}, 5],
    [{ query: {} }, 5],
    [{ query: { a: 1 } }, 2],
    [{ query: { b: { $exists: true } } }, 2],
    [{ query: {}, limit: 3 }, 3],
    [{ query: {}, limit: -3 }, 3],
    [{ query: {}, skip: 4 }, 1],
    [{ query: {}, skip: 9 }, 0],
    [{ query: {}, skip: 1, limit: 2 }, 2],
    [{ query: { $expr: { $eq: ['$b', 2] } } }, 1],
  ];
  test.each(CASES.map(([command, n]) => [JSON.stringify(command), command, n] as const))(
    '%s',
    (_, command, n) => {
      expect(Desk.with(DOCS).run({ count: 'c', ...command })).toEqual({
        n: new Int32(n),
        ok: new Double(1),
      });
    },
  );

  test('of a collection that is not there', () => {
    expect(new Desk().run({ count: 'c' })).toMatchObject({ n: new Int32(0) });
  });

  test('a field that it does not have', () => {
    expect(new Desk().run({ count: 'c', nope: 1 })).toMatchObject({
      code: new Int32(40415),
      errmsg: "BSON field 'count.nope' is an unknown field.",
    });
  });
});

describe('distinct', () => {
  const CASES: readonly [key: string, query: Plain | undefined, values: readonly unknown[]][] = [
    ['_id', undefined, [1, 2, 3, 4, 5]],
    // Equal numbers are one value, the first that was met.
    ['a', {}, [1, null, 'x']],
    ['tags', {}, ['x', 'y', ['z'], 'w']],
    ['sub.n', {}, [1, 2]],
    ['sub.1.n', {}, [2]],
    ['tags', { _id: 1 }, ['x', 'y']],
    ['deep.tags', { _id: 4 }, [1, 2, [3]]],
    ['nope', {}, []],
  ];
  test.each(CASES)('%s of %j', (key, query, values) => {
    const { values: found } = Desk.with(DOCS).run({ distinct: 'c', key, query });
    expect(told(found)).toBe(told(values));
  });

  test('it needs a key', () => {
    expect(new Desk().run({ distinct: 'c' })).toMatchObject({
      code: new Int32(40414),
      errmsg: "BSON field 'distinct.key' is missing but a required field",
    });
  });
});

describe('aggregate', () => {
  test('batches', () => {
    const desk = Desk.with(DOCS);
    const { cursor } = desk.run({ aggregate: 'c', pipeline: [], cursor: { batchSize: 2 } }) as {
      cursor: { firstBatch: Plain[]; id: Long; ns: string };
    };
    expect(cursor.firstBatch).toHaveLength(2);
    expect(cursor.ns).toBe('test.c');
    const next = desk.run({ getMore: cursor.id, collection: 'c' }) as {
      cursor: { nextBatch: Plain[]; id: Long };
    };
    expect(next.cursor.nextBatch).toHaveLength(3);
    expect(next.cursor.id).toEqual(Long.ZERO);
  });

  const ERRORS: readonly [command: Plain, code: number, errmsg: string][] = [
    [
      { aggregate: 'c', cursor: {} },
      40414,
      "BSON field 'aggregate.pipeline' is missing but a required field",
    ],
    [
      { aggregate: 'c', pipeline: [] },
      9,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    ],
    [
      { aggregate: 'c', pipeline: [], cursor: { x: 1 } },
      40415,
      "BSON field 'cursor.x' is an unknown field.",
    ],
    [
      { aggregate: 'c', pipeline: [], cursor: {}, x: 1 },
      40415,
      "BSON field 'aggregate.x' is an unknown field.",
    ],
    [
      { aggregate: 1, pipeline: [{ $match: {} }], cursor: {} },
      73,
      "{aggregate: 1} is not valid for '$match'; a collection is required.",
    ],
    [
      { aggregate: 'c', pipeline: [{ $documents: [] }], cursor: {} },
      73,
      "'$documents' can only be run with {aggregate: 1}",
    ],
    [
      { aggregate: 'c', pipeline: [{ $collStats: { count: {} } }], cursor: {} },
      26,
      'Unable to retrieve count in $collStats stage :: caused by :: Collection [test.c] not found.',
    ],
  ];
  test.each(ERRORS)('refused: %j', (command, code, errmsg) => {
    expect(new Desk().run(command)).toMatchObject({ code: new Int32(code), errmsg });
  });

  test('documents of its own', () => {
    const found = new Desk().found({
      aggregate: 1,
      pipeline: [{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }, { $sort: { a: -1 } }],
      cursor: {},
    });
    expect(told(found)).toBe(told([{ a: 2 }, { a: 1 }]));
  });

  test('the estimated count, as older drivers ask for it', () => {
    const desk = Desk.with(DOCS);
    const count = { $group: { _id: 1, n: { $sum: '$count' } } };
    expect(told(desk.aggregate([{ $collStats: { count: {} } }, count]))).toBe(
      told([{ _id: 1, n: 5 }]),
    );
  });

  test('let, and the server’s time', () => {
    const found = Desk.with(DOCS).found({
      aggregate: 'c',
      pipeline: [
        { $match: { $expr: { $eq: ['$_id', '$$id'] } } },
        { $project: { twice: { $add: ['$$id', '$$id'] }, now: '$$NOW' } },
      ],
      let: { id: { $add: [1, 1] } },
      cursor: {},
    });
    expect(told(found)).toBe(told([{ _id: 2, twice: 4, now: new Date(NOW) }]));
  });
});

describe('$expr and let in filters', () => {
  test.each<[command: Plain, ids: readonly number[]]>([
    [{ filter: { $expr: { $gt: ['$b', 1] } } }, [5]],
    [{ filter: { $expr: { $eq: ['$a', '$$wanted'] } }, let: { wanted: 'x' } }, [5]],
    [{ filter: { $or: [{ _id: 1 }, { $expr: { $isArray: '$sub' } }] } }, [1, 2]],
  ])('%j', (command, ids) => {
    const found = Desk.with(DOCS).found({ find: 'c', projection: { _id: 1 }, ...command });
    expect(told(found)).toBe(told(ids.map((_id) => ({ _id }))));
  });

  test('in a delete', () => {
    const desk = Desk.with(DOCS);
    const deletes = [{ q: { $expr: { $gte: ['$_id', '$$from'] } }, limit: 0 }];
    expect(desk.run({ delete: 'c', deletes, let: { from: 3 } })).toMatchObject({ n: new Int32(3) });
  });

  test('what goes wrong with a document', () => {
    const found = Desk.with(DOCS).found({
      find: 'c',
      filter: { $expr: { $divide: [1, { $strLenCP: '$a' }] } },
    });
    expect(found).toBe(
      '34471: Executor error during find command :: caused by :: $strLenCP requires a string argument, found: int',
    );
  });
});
