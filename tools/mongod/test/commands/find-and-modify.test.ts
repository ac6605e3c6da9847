import { Commands } from './server';

const DOCUMENTS = [
  { _id: 1, p: 3, l: [1, 2] },
  { _id: 2, p: 1, l: [2] },
  { _id: 3, p: 2, l: [] },
];

type Case = readonly [command: object, answer: string];

const WRAPPER = 'Plan executor error during findAndModify :: caused by ::';

const failed = (code: number, name: string, text: string): string =>
  `{ ok: 0.0, code: ${code}, errmsg: ${JSON.stringify(text)}, codeName: "${name}" }`;

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'an update': [
    [
      { query: { _id: 1 }, update: { $inc: { p: 1 } } },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, p: 3, l: [1, 2] } }',
    ],
    [
      { query: { _id: 1 }, update: { $inc: { p: 1 } }, new: true },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, p: 4, l: [1, 2] } }',
    ],
    [
      { sort: { p: 1 }, update: { $set: { s: 1 } }, new: true },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 2, p: 1, l: [2], s: 1 } }',
    ],
    [
      { query: { l: 2 }, sort: { p: -1 }, update: { $set: { 'l.$': 9 } }, new: true },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, p: 3, l: [1, 9] } }',
    ],
    [
      { query: { _id: 1 }, update: { b: 1 }, new: true, fields: {} },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, b: 1 } }',
    ],
    [
      {
        query: { _id: 1 },
        update: { $set: { 'l.$[x]': 0 } },
        arrayFilters: [{ x: 2 }],
        new: true,
      },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, p: 3, l: [1, 0] } }',
    ],
    [
      { query: { _id: 9 }, update: { $set: { p: 1 } } },
      '{ lastErrorObject: { n: 0, updatedExisting: false }, value: null }',
    ],
    [
      { query: { _id: 9 }, update: { $set: { p: 1 } }, upsert: true },
      '{ lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 }, value: null }',
    ],
    [
      { query: { _id: 9 }, update: { $inc: { p: 1 } }, upsert: true, new: true },
      '{ lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 }, value: { _id: 9, p: 1 } }',
    ],
    [
      { query: { _id: 1 }, update: { $inc: { p: 1 } }, upsert: true, remove: false, new: true },
      '{ lastErrorObject: { n: 1, updatedExisting: true }, value: { _id: 1, p: 4, l: [1, 2] } }',
    ],
  ],
  'a removal': [
    [
      { query: { _id: 2 }, remove: true },
      '{ lastErrorObject: { n: 1 }, value: { _id: 2, p: 1, l: [2] } }',
    ],
    [
      { sort: { p: -1 }, remove: 1 },
      '{ lastErrorObject: { n: 1 }, value: { _id: 1, p: 3, l: [1, 2] } }',
    ],
    [{ query: { _id: 9 }, remove: true }, '{ lastErrorObject: { n: 0 }, value: null }'],
  ],
  'what goes wrong with a document': [
    [
      { query: { _id: 1 }, update: { $inc: { l: 1 } } },
      failed(
        14,
        'TypeMismatch',
        `${WRAPPER} Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'l' of non-numeric type array`,
      ),
    ],
    [
      { query: { _id: 1 }, update: { $set: { _id: 5 } } },
      failed(
        66,
        'ImmutableField',
        `${WRAPPER} Performing an update on the path '_id' would modify the immutable field '_id'`,
      ),
    ],
    [
      { query: { _id: 9, $and: [{ _id: 8 }] }, update: { $set: { p: 5 } }, upsert: true },
      failed(
        54,
        'NotSingleValueField',
        `${WRAPPER} cannot infer query fields to set, path '_id' is matched twice`,
      ),
    ],
  ],
  'what goes wrong with a request': [
    [{}, failed(9, 'FailedToParse', 'Either an update or remove=true must be specified')],
    [
      { remove: true, update: {} },
      failed(9, 'FailedToParse', 'Cannot specify both an update and remove=true'),
    ],
    [
      { remove: true, upsert: true },
      failed(9, 'FailedToParse', 'Cannot specify both upsert=true and remove=true '),
    ],
    [
      { remove: true, new: true },
      failed(
        9,
        'FailedToParse',
        "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
      ),
    ],
    [
      { remove: true, arrayFilters: [] },
      failed(9, 'FailedToParse', 'Cannot specify arrayFilters and remove=true'),
    ],
    [
      { update: [], arrayFilters: [] },
      failed(9, 'FailedToParse', 'Cannot specify arrayFilters and a pipeline update'),
    ],
    [
      { update: 5 },
      failed(9, 'FailedToParse', 'Update argument must be either an object or an array'),
    ],
    [
      { update: { $set: { a: 1 }, $inc: { a: 1 } } },
      failed(
        40,
        'ConflictingUpdateOperators',
        "Updating the path 'a' would create a conflict at 'a'",
      ),
    ],
    [
      { update: {}, old: true },
      failed(40415, 'IDLUnknownField', "BSON field 'findAndModify.old' is an unknown field."),
    ],
  ],
};

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  test.each(cases.map((each) => [JSON.stringify(each[0]), each] as const))(
    '%s',
    (__, [command, answer]) => {
      const commands = new Commands();
      commands.insert('c', ...DOCUMENTS);
      expect(commands.run({ findAndModify: 'c', ...command })).toBe(answer);
    },
  );
});

test('the name in small letters is one of the command', () => {
  const commands = new Commands();
  commands.insert('c', { _id: 1 });
  expect(commands.run({ findandmodify: 'c', remove: true })).toBe(
    '{ lastErrorObject: { n: 1 }, value: { _id: 1 } }',
  );
  expect(commands.all('c')).toEqual([]);
});

test('a duplicate says which index and which value, and changes nothing', () => {
  const commands = new Commands();
  commands.insert('c', ...DOCUMENTS);
  commands.unique('c', 'p');
  expect(commands.run({ findAndModify: 'c', query: { _id: 1 }, update: { $set: { p: 1 } } })).toBe(
    `{ ok: 0.0, code: 11000, errmsg: "${WRAPPER} E11000 duplicate key error collection: test.c index: p_1 dup key: { p: 1 }", keyPattern: { p: 1 }, keyValue: { p: 1 }, codeName: "DuplicateKey" }`,
  );
  expect(commands.all('c')[0]).toBe('{ _id: 1, p: 3, l: [1, 2] }');
});

test('a counter', () => {
  const commands = new Commands();
  const next = (): string =>
    commands.run({
      findAndModify: 'c',
      query: { _id: 'tickets' },
      update: { $inc: { last: 1 } },
      upsert: true,
      new: true,
    });
  for (const last of [1, 2, 3])
    expect(next()).toContain(`value: { _id: "tickets", last: ${last} }`);
});
