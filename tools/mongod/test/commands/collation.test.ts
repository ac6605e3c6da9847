import { collationBy } from '../../src/values';
import { Desk, type Plain, told } from '../desk';

const DOCS = [
  { _id: 1, x: 'ping', n: 'a10', tags: ['Résumé', 'b'] },
  { _id: 2, x: 'PING', n: 'a9', tags: ['resume'] },
  { _id: 3, x: 'pong', n: 'A1', sub: { x: 'Ping' } },
  { _id: 4, x: 5 },
];
const EN = { locale: 'en_US', strength: 2 };
const BASE = { locale: 'en', strength: 1 };

let desk: Desk;
beforeEach(() => {
  desk = Desk.with(DOCS);
  desk.run({ createIndexes: 'c', indexes: [{ key: { x: 1 }, name: 'x_1' }] });
});

const ids = (command: Plain): unknown => {
  const found = desk.found({ find: 'c', ...command });
  return typeof found === 'string' ? found : told(found.map(({ _id }) => _id));
};

test.each<[filter: Plain, collation: Plain, ids: readonly number[]]>([
  [{ x: 'ping' }, {}, [1]],
  [{ x: 'ping' }, { locale: 'simple' }, [1]],
  [{ x: 'ping' }, { locale: 'en', strength: 3 }, [1]],
  [{ x: 'ping' }, EN, [1, 2]],
  [{ x: { $in: ['PinG'] } }, EN, [1, 2]],
  [{ $or: [{ x: 'PinG' }, { x: 'PONG' }] }, EN, [1, 2, 3]],
  [{ x: { $ne: 'Ping' } }, EN, [3, 4]],
  [{ x: { $nin: ['Ping'] } }, EN, [3, 4]],
  [{ x: { $gt: 'PING' } }, EN, [3]],
  [{ x: { $not: { $lte: 'PING' } } }, EN, [3, 4]],
  [{ x: 5 }, EN, [4]],
  [{ sub: { x: 'PING' } }, EN, [3]],
  [{ tags: 'RESUME' }, EN, [2]],
  [{ tags: 'RESUME' }, BASE, [1, 2]],
  [{ tags: 'RESUME' }, { ...BASE, caseLevel: true }, []],
  [{ tags: { $all: ['B', 'RESUME'] } }, BASE, [1]],
  [{ tags: { $elemMatch: { $eq: 'B' } } }, BASE, [1]],
  // A regular expression goes by its own.
  [{ x: { $regex: '^ping' } }, EN, [1]],
  [{ n: { $lt: 'a10' } }, { ...EN, numericOrdering: true }, [2, 3]],
  [{ x: 'p.i-ng' }, { ...EN, alternate: 'shifted' }, [1, 2]],
])('%j by %j', (filter, collation, expected) => {
  expect(ids({ filter, collation, sort: { _id: 1 } })).toBe(told(expected));
});

const LETTERS = ['b', 'A', 'a', 'B', 'ä', 'Z'].map((x, at) => ({ _id: at, x }));
test.each<[collation: Plain, order: string]>([
  [{}, 'ABZabä'],
  [{ locale: 'en' }, 'aAäbBZ'],
  [{ locale: 'en', caseFirst: 'upper' }, 'AaäBbZ'],
  [{ locale: 'sv' }, 'aAbBZä'],
  [{ locale: 'de@collation=phonebook' }, 'aAäbBZ'],
])('a sort by %j', (collation, order) => {
  desk = Desk.with(LETTERS);
  const sorted = (found: readonly Plain[] | string): string =>
    (found as readonly Plain[]).map(({ x }) => x).join('');
  expect(sorted(desk.found({ find: 'c', sort: { x: 1 }, collation }))).toBe(order);
  const down = Array.from(order).reverse().join('');
  const pipeline = [{ $sort: { x: -1 } }];
  expect(sorted(desk.found({ aggregate: 'c', pipeline, cursor: {}, collation }))).toBe(down);
});

test('a sort by the numbers in texts, and by an array’s first', () => {
  const collation = { ...EN, numericOrdering: true };
  expect(ids({ filter: { n: { $exists: true } }, sort: { n: 1 }, collation })).toBe(
    told([3, 2, 1]),
  );
  expect(ids({ filter: { tags: { $exists: true } }, sort: { tags: 1 }, collation })).toBe(
    told([1, 2]),
  );
});

test('count and distinct', () => {
  expect(desk.run({ count: 'c', query: { x: 'Ping' }, collation: EN }).n).toEqual(
    desk.run({ count: 'c', query: { x: { $in: ['ping', 'PING'] } } }).n,
  );
  const { values } = desk.run({ distinct: 'c', key: 'x', collation: EN });
  expect(told(values)).toBe(told(['ping', 'pong', 5]));
});

test('update, findAndModify and delete', () => {
  const u = { $set: { done: true } };
  const updates = [
    { q: { x: 'Ping' }, u, multi: true, collation: EN },
    { q: { x: 'Ping' }, u: { x: 'never' } },
    { q: { x: 'Gong' }, u, upsert: true, collation: EN },
  ];
  desk.run({ update: 'c', updates });
  expect(
    told(desk.found({ find: 'c', filter: { done: true }, projection: { _id: 0, x: 1 } })),
  ).toBe(told([{ x: 'ping' }, { x: 'PING' }, { x: 'Gong' }]));
  const change = { query: { x: 'pING' }, sort: { x: -1 }, collation: EN };
  const { value } = desk.run({ findAndModify: 'c', ...change, update: { x: 'gone' } });
  expect(value).toMatchObject({ x: 'ping' });
  desk.run({ findAndModify: 'c', ...change, remove: true });
  const { n } = desk.run({ delete: 'c', deletes: [{ q: { x: 'PONG' }, limit: 0, collation: EN }] });
  expect(n).toMatchObject({ value: 1 });
  expect(told(desk.found({ find: 'c', projection: { _id: 0, x: 1 } }))).toBe(
    told([{ x: 'gone' }, { x: 5 }, { x: 'Gong' }]),
  );
});

test.each<[pipeline: readonly Plain[], found: readonly Plain[]]>([
  [[{ $match: { x: 'Pong' } }, { $project: { x: 1 } }], [{ _id: 3, x: 'pong' }]],
  [
    [{ $group: { _id: '$x', n: { $sum: 1 } } }, { $sort: { _id: -1 } }],
    [
      { _id: 'pong', n: 1 },
      { _id: 'ping', n: 2 },
      { _id: 5, n: 1 },
    ],
  ],
  [
    [{ $group: { _id: { a: ['$x'] }, n: { $sum: 1 } } }, { $match: { n: 2 } }],
    [{ _id: { a: ['ping'] }, n: 2 }],
  ],
  [
    [{ $group: { _id: null, last: { $top: { sortBy: { x: 1, _id: -1 }, output: '$_id' } } } }],
    [{ _id: null, last: 4 }],
  ],
  [
    [
      { $match: { _id: 3 } },
      { $lookup: { from: 'c', localField: 'sub.x', foreignField: 'x', as: 'found' } },
      { $project: { found: '$found._id' } },
    ],
    [{ _id: 3, found: [1, 2] }],
  ],
])('%j', (pipeline, found) => {
  const answered = desk.found({ aggregate: 'c', pipeline, cursor: {}, collation: EN });
  expect(told(answered)).toBe(told(found));
});

const NOT_HERE = /^238: .* is not in the workbook's embedded MongoDB/;
test.each<[collation: Plain, error: RegExp]>([
  [{ strength: 2 }, /^40414: BSON field 'collation.locale' is missing/],
  [{ locale: 'en', nope: 1 }, /^40415: BSON field 'collation.nope' is an unknown field/],
  [{ locale: 'nope' }, /^2: Field 'locale' is invalid in: \{ locale: "nope" \}$/],
  [{ locale: 'en@collation=nope' }, /^2: Field 'locale' is invalid in/],
  [{ locale: 'en', strength: 0 }, /^51024: BSON field 'strength' value must be >= 1/],
  [{ locale: 'en', strength: 6 }, /^51024: BSON field 'strength' value must be <= 5/],
  [
    { locale: 'en', caseFirst: 'x' },
    /^2: Enumeration value 'x' for field 'collation.caseFirst' is not a valid value/,
  ],
  [{ locale: 'en', strength: 4 }, NOT_HERE],
  [{ locale: 'en', caseLevel: true }, NOT_HERE],
  [{ locale: 'en', backwards: true }, NOT_HERE],
  [{ locale: 'en', maxVariable: 'space' }, NOT_HERE],
])('%j is refused', (collation, error) => {
  expect(ids({ collation })).toMatch(error);
});

test('what compares in an expression or an update is refused by its name', () => {
  const refused = (name: string): RegExp => new RegExp(`^238: (?:.* )?\\${name} with a collation`);
  expect(ids({ filter: { $expr: { $eq: ['$x', 'PING'] } }, collation: EN })).toMatch(
    refused('$eq'),
  );
  const aggregated = (stage: Plain): unknown =>
    desk.found({ aggregate: 'c', pipeline: [stage], cursor: {}, collation: EN });
  expect(aggregated({ $group: { _id: null, m: { $max: '$x' } } })).toMatch(refused('$max'));
  expect(aggregated({ $set: { a: [{ b: { $in: ['$x', []] } }] } })).toMatch(refused('$in'));
  expect(aggregated({ $merge: 't' })).toMatch(refused('$merge'));
  for (const [u, name] of [
    [{ $addToSet: { tags: 'B' } }, '$addToSet with'],
    [{ $push: { tags: { $each: [], $sort: 1 } } }, '$push with $sort and'],
    [[{ $set: { a: { $cmp: ['$x', '$n'] } } }], '$cmp with'],
  ] as const) {
    const { writeErrors } = desk.run({ update: 'c', updates: [{ q: {}, u, collation: EN }] });
    expect(writeErrors).toMatchObject([
      { errmsg: expect.stringContaining(`${name} a collation`) as unknown },
    ]);
  }
  const pushed = [{ q: { x: 'Pong' }, u: { $push: { tags: 'c' } }, collation: EN }];
  expect(desk.run({ update: 'c', updates: pushed })).not.toHaveProperty('writeErrors');
});

test('of equal texts one stands for all, however many there are', () => {
  const { representative } = collationBy(new Intl.Collator('en', { sensitivity: 'base' }).compare);
  const texts = Array.from({ length: 200 }, (_, at) => `t${(at * 37) % 100}`);
  for (const text of texts) expect(representative(text)).toBe(text);
  for (const text of texts) expect(representative(text.toUpperCase())).toBe(text);
});
