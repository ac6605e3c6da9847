import { Desk, type Plain, told } from '../desk';

const SOURCE = [
  { _id: 1, a: 10, b: 1 },
  { _id: 2, a: 20, b: 2 },
];
const TARGET = [
  { _id: 0, c: 0 },
  { _id: 1, c: 1, a: 5 },
];
const FAILED = 'PlanExecutor error during aggregation :: caused by ::';

function deskWith(target: readonly Plain[], source: readonly Plain[] = SOURCE): Desk {
  const desk = Desk.with(source, { t: target });
  const indexes = [
    { key: { k: 1 }, name: 'k_1', unique: true, sparse: true },
    { key: { x: 1, 'y.z': 1 }, name: 'xy', unique: true, sparse: true },
    { key: { n: 1 }, name: 'n_1' },
    { key: { p: 1 }, name: 'p_1', unique: true, partialFilterExpression: { p: { $gt: 0 } } },
  ];
  desk.run({ createIndexes: 't', indexes });
  return desk;
}

const targetOf = (desk: Desk): string => told(desk.found({ find: 't', sort: { _id: 1 } }));

const CASES: readonly [spec: Plain | string, then: readonly Plain[]][] = [
  ['t', [TARGET[0]!, { _id: 1, c: 1, a: 10, b: 1 }, SOURCE[1]!]],
  [{ into: 't', on: '_id' }, [TARGET[0]!, { _id: 1, c: 1, a: 10, b: 1 }, SOURCE[1]!]],
  [{ into: { db: 'test', coll: 't' }, whenMatched: 'replace' }, [TARGET[0]!, ...SOURCE]],
  [{ into: 't', whenMatched: 'keepExisting' }, [...TARGET, SOURCE[1]!]],
  [{ into: 't', whenNotMatched: 'discard' }, [TARGET[0]!, { _id: 1, c: 1, a: 10, b: 1 }]],
  [{ into: 't', whenMatched: 'replace', whenNotMatched: 'discard' }, [TARGET[0]!, SOURCE[0]!]],
  [
    { into: 't', whenMatched: [{ $set: { sum: { $add: ['$a', '$$new.a'] } } }] },
    [TARGET[0]!, { _id: 1, c: 1, a: 5, sum: 15 }, SOURCE[1]!],
  ],
  [
    {
      into: 't',
      let: { mine: { $add: ['$b', 1] } },
      whenMatched: [{ $replaceWith: { _id: '$_id', mine: '$$mine', new: '$$new' } }],
    },
    [TARGET[0]!, { _id: 1, mine: 2, new: SOURCE[0] }, SOURCE[1]!],
  ],
  [
    { into: 't', whenMatched: [{ $unset: 'c' }], whenNotMatched: 'discard' },
    [TARGET[0]!, { _id: 1, a: 5 }],
  ],
];
test.each(CASES.map(([spec, then]) => [JSON.stringify(spec), spec, then] as const))(
  '%s',
  (_, spec, then) => {
    const desk = deskWith(TARGET);
    expect(desk.aggregate([{ $merge: spec }])).toEqual([]);
    expect(targetOf(desk)).toBe(told(then));
  },
);

test('into a collection, or a database, that is not there', () => {
  const desk = Desk.with(SOURCE);
  expect(desk.aggregate([{ $merge: 'new' }])).toEqual([]);
  expect(told(desk.found({ find: 'new' }))).toBe(told(SOURCE));
  expect(desk.aggregate([{ $merge: { into: { db: 'other', coll: 'c' } } }])).toEqual([]);
  expect(desk.run({ listDatabases: 1, nameOnly: true, $db: 'admin' })).toMatchObject({
    databases: [{ name: 'other' }, { name: 'test' }],
  });
});

test('into its own collection', () => {
  const desk = Desk.with(SOURCE);
  expect(desk.aggregate([{ $project: { a: { $add: ['$a', 1] } } }, { $merge: 'c' }])).toEqual([]);
  expect(told(desk.found({ find: 'c' }))).toBe(
    told([
      { _id: 1, a: 11, b: 1 },
      { _id: 2, a: 21, b: 2 },
    ]),
  );
});

test('by fields that a unique index has, in any order', () => {
  const desk = deskWith([{ _id: 'there', x: 1, y: { z: 2 } }]);
  const stages = [{ $project: { _id: 0, x: '$b', y: { z: { $add: ['$b', 1] } }, a: 1 } }];
  const spec = { into: 't', on: ['y.z', 'x'] };
  expect(desk.aggregate([...stages, { $match: { x: 1 } }, { $merge: spec }])).toEqual([]);
  expect(targetOf(desk)).toBe(told([{ _id: 'there', x: 1, y: { z: 2 }, a: 10 }]));
  expect(desk.aggregate([...stages, { $merge: spec }])).toEqual([]);
  const query = { x: 2, 'y.z': 3, _id: { $type: 'objectId' } };
  expect(desk.found({ find: 't', filter: query })).toHaveLength(1);
});

test('a document without an _id gets one', () => {
  const desk = Desk.with(SOURCE);
  expect(desk.aggregate([{ $unset: '_id' }, { $merge: 'new' }])).toEqual([]);
  expect(desk.found({ find: 'new', filter: { _id: { $type: 'objectId' } } })).toHaveLength(2);
});

test('what is there is told with its keys, and the others are written', () => {
  const desk = deskWith([{ _id: 1 }]);
  const pipeline = [{ $merge: { into: 't', whenMatched: 'fail' } }];
  expect(desk.run({ aggregate: 'c', pipeline, cursor: {} })).toMatchObject({
    codeName: 'DuplicateKey',
    errmsg: `${FAILED} $merge with whenMatched: fail found an existing document with the same values for the 'on' fields :: caused by :: E11000 duplicate key error collection: test.t index: _id_ dup key: { _id: 1 }`,
    keyPattern: { _id: expect.anything() as unknown },
    keyValue: { _id: expect.anything() as unknown },
  });
  expect(targetOf(desk)).toBe(told([{ _id: 1 }, SOURCE[1]]));
});

test('all that is found is there, or that is an error', () => {
  const desk = deskWith(TARGET);
  const spec = { into: 't', whenMatched: 'replace', whenNotMatched: 'fail' };
  expect(desk.aggregate([{ $merge: spec }])).toBe(
    `13113: ${FAILED} $merge could not find a matching document in the target collection for at least one document in the source collection`,
  );
  expect(targetOf(desk)).toBe(told([TARGET[0], SOURCE[0]]));
  expect(desk.aggregate([{ $match: { _id: 1 } }, { $merge: spec }])).toEqual([]);
});

const WRONG: readonly [before: readonly Plain[], spec: unknown, error: string][] = [
  [
    [{ $set: { k: 7 } }],
    't',
    `11000: ${FAILED} $merge failed due to a DuplicateKey error :: caused by :: E11000 duplicate key error collection: test.t index: k_1 dup key: { k: 7 }`,
  ],
  [
    [{ $set: { k: 7 } }],
    { into: 't', on: 'k' },
    `66: ${FAILED} $merge failed to update the matching document, did you attempt to modify the _id or the shard key? :: caused by :: Performing an update on the path '_id' would modify the immutable field '_id'`,
  ],
  [
    [],
    { into: 't', on: 'k' },
    `51132: ${FAILED} $merge write error: 'on' field 'k' cannot be missing, null, undefined or an array`,
  ],
  [
    [{ $set: { k: [1] } }],
    { into: 't', on: 'k' },
    `51185: ${FAILED} $merge write error: 'on' field 'k' is an array`,
  ],
];
test.each(WRONG)('after %j, %j fails', (before, spec, error) => {
  const desk = deskWith([{ _id: 7, k: 7 }]);
  expect(desk.aggregate([{ $match: { _id: 1 } }, ...before, { $merge: spec }])).toBe(error);
});

const JOIN = '51183: Cannot find index to verify that join fields will be unique';
const REFUSED: readonly [spec: unknown, error: string][] = [
  [1, '14: $merge requires a string or object argument, but found int'],
  [{}, "40414: BSON field '$merge.into' is missing but a required field"],
  [{ into: 't', nope: 1 }, "40415: BSON field '$merge.nope' is an unknown field."],
  [{ into: '' }, "5786800: $merge 'into' field cannot be an empty string"],
  [{ into: 1 }, "51178: $merge 'into' field  must be either a string or an object, but found int"],
  [
    { into: { db: 'd' } },
    "5786801: $merge 'into' field must specify a 'coll' that is not empty, null or undefined",
  ],
  ['a$b', "73: Invalid namespace specified 'test.a$b'"],
  ['system.x', '31319: Cannot $merge to special collection: system.x'],
  [{ into: { db: 'admin', coll: 'c' } }, '31320: Cannot $merge to internal database: admin'],
  [{ into: 't', on: 'a' }, JOIN],
  [{ into: 't', on: 'n' }, JOIN],
  [{ into: 't', on: 'p' }, JOIN],
  [{ into: 't', on: 'x' }, JOIN],
  [{ into: 't', on: ['k', 'k'] }, "31465: Found a duplicate field 'k'"],
  [
    { into: 't', on: [] },
    "51187: If explicitly specifying $merge 'on', must include at least one field",
  ],
  [
    { into: 't', on: 1 },
    "51186: $merge 'on' field  must be either a string or an array of strings, but found int",
  ],
  [{ into: 't', on: [1] }, "51134: $merge 'on' array elements must be strings, but found int"],
  [
    { into: 't', whenMatched: 'pipeline' },
    "2: Enumeration value 'pipeline' for field 'whenMatched' is not a valid value.",
  ],
  [
    { into: 't', whenNotMatched: 'merge' },
    "2: Enumeration value 'merge' for field '$merge.whenNotMatched' is not a valid value.",
  ],
  [
    { into: 't', whenMatched: 1 },
    "51191: $merge 'whenMatched' field  must be either a string or an array, but found int",
  ],
  [
    { into: 't', whenMatched: 'fail', whenNotMatched: 'discard' },
    "51181: Combination of $merge modes 'whenMatched: fail' and 'whenNotMatched: discard' is not supported",
  ],
  [
    { into: 't', let: { a: 1 } },
    "51199: Cannot use 'let' variables with 'whenMatched: merge' mode",
  ],
  [
    { into: 't', let: { new: 1 }, whenMatched: [] },
    "51273: 'let' may not define a value for the reserved 'new' variable other than '$$ROOT'",
  ],
];
test.each(REFUSED)('%j is refused', (spec, error) => {
  expect(deskWith(TARGET).aggregate([{ $merge: spec }])).toBe(error);
});

test.each<[readonly Plain[], string]>([
  [[{ $merge: 't' }, { $limit: 1 }], '40601: $merge can only be the final stage in the pipeline'],
  [
    [{ $facet: { a: [{ $merge: 't' }] } }],
    '40600: $merge is not allowed to be used within a $facet stage',
  ],
  [
    [{ $unionWith: { coll: 'c', pipeline: [{ $merge: 't' }] } }],
    "51047: $merge is not allowed within a $unionWith's sub-pipeline",
  ],
])('%j is refused', (pipeline, error) => {
  expect(deskWith(TARGET).aggregate(pipeline)).toBe(error);
});
