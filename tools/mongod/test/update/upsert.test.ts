import { BSONRegExp } from 'bson';
import { text, value, type Written } from '../values/notation';
import { upsertOutcome } from './cases';

type Case = readonly [query: Written, update: Written, made: string];

const SET = { $set: { a: 1 } };

/** After the server's jstests/core/write/update/upsert_fields.js, and the manual, "update". */
const CASES: readonly Case[] = [
  [{}, {}, '{}'],
  [{}, SET, '{ a: 1 }'],
  [{ _id: 1 }, {}, '{ _id: 1 }'],
  [{ _id: 1 }, SET, '{ _id: 1, a: 1 }'],
  [{}, { _id: 1 }, '{ _id: 1 }'],
  [{}, { $set: { _id: 1 } }, '{ _id: 1 }'],
  [{}, { $setOnInsert: { _id: 1, b: 2 } }, '{ _id: 1, b: 2 }'],
  [{ x: 1 }, { $set: { _id: 1 } }, '{ _id: 1, x: 1 }'],
  [{ x: 1 }, SET, '{ x: 1, a: 1 }'],
  [{ x: { $eq: 1 } }, SET, '{ x: 1, a: 1 }'],
  [{ x: { $in: [1] } }, SET, '{ x: 1, a: 1 }'],
  [{ x: { $all: [1] } }, SET, '{ x: 1, a: 1 }'],
  [{ $and: [{ x: 1 }, { y: { $eq: 2 } }] }, SET, '{ x: 1, y: 2, a: 1 }'],
  [{ $or: [{ x: 1 }] }, SET, '{ x: 1, a: 1 }'],
  [{ x: null }, SET, '{ x: null, a: 1 }'],
  [{ x: [1, 2] }, SET, '{ x: [1, 2], a: 1 }'],
  [{ x: { 'x.x': 1 } }, SET, '{ x: { x.x: 1 }, a: 1 }'],
  [{ x: { $eq: new BSONRegExp('abc') } }, SET, '{ x: /abc/, a: 1 }'],
  [{ 'x.y': 1, 'x.z': 2 }, SET, '{ x: { y: 1, z: 2 }, a: 1 }'],
  [{ 'x.0': 1 }, SET, '{ x: { 0: 1 }, a: 1 }'],
  [{ '_id.x': 1, '_id.y': 2 }, SET, '{ _id: { x: 1, y: 2 }, a: 1 }'],
  [{ x: 1 }, { $inc: { x: 1, v: 1 } }, '{ x: 2, v: 1 }'],
  [{ x: [1] }, { $push: { x: 2 } }, '{ x: [1, 2] }'],
  [{ x: 1 }, { $unset: { x: 1 }, ...SET }, '{ a: 1 }'],
  [{ x: 1 }, { $setOnInsert: { x: 2 } }, '{ x: 2 }'],
  [{ _id: 5 }, { $set: { $inc: { x: 5 } } }, '{ _id: 5, $inc: { x: 5 } }'],
  // These say nothing of a value.
  [{ x: { $gt: 1 } }, SET, '{ a: 1 }'],
  [{ x: { $ne: 1 } }, SET, '{ a: 1 }'],
  [{ x: { $in: [1, 2] } }, SET, '{ a: 1 }'],
  [{ x: { $elemMatch: { $eq: 1 } } }, SET, '{ a: 1 }'],
  [{ x: { $not: { $eq: 1 } } }, SET, '{ a: 1 }'],
  [{ x: new BSONRegExp('abc') }, SET, '{ a: 1 }'],
  [{ $or: [{ x: 1 }, { x: 2 }] }, SET, '{ a: 1 }'],
  [{ $nor: [{ x: 1 }] }, SET, '{ a: 1 }'],
  // A replacement takes the _id alone.
  [{ x: 1, _id: 2 }, { b: 3 }, '{ _id: 2, b: 3 }'],
  [{ _id: 1, x: [1, { x: 1 }], 'x.x': 1 }, {}, '{ _id: 1 }'],
  [{ x: { $all: [1, 2] } }, { b: 1 }, '{ b: 1 }'],
  [
    { $and: [{ x: 1 }, { x: 2 }] },
    SET,
    "54 cannot infer query fields to set, path 'x' is matched twice",
  ],
  [{ x: { $all: [1, 2] } }, SET, "54 cannot infer query fields to set, path 'x' is matched twice"],
  [
    { x: { x: 1 }, 'x.y': 1 },
    SET,
    "54 cannot infer query fields to set, both paths 'x.y' and 'x' are matched",
  ],
  [
    { 'x.y': 1, x: 1 },
    SET,
    "54 cannot infer query fields to set, both paths 'x.y' and 'x' are matched",
  ],
  [
    { $and: [{ _id: 1 }, { _id: 2 }] },
    {},
    "54 cannot infer query fields to set, path '_id' is matched twice",
  ],
  [
    { '_id.x': 1 },
    {},
    "111 field at '_id' must be exactly specified, field at sub-path '_id.x'found",
  ],
  [{ _id: [1, 2] }, SET, "53 The '_id' value cannot be of type array"],
  [{}, { _id: new BSONRegExp('abc') }, "53 The '_id' value cannot be of type regex"],
  [
    { _id: 1 },
    { $set: { _id: 2 } },
    "66 Performing an update on the path '_id' would modify the immutable field '_id'",
  ],
  [
    { _id: 1 },
    { _id: 2 },
    "66 After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
  ],
  [
    { x: 1 },
    { $set: { 'a.$': 1 } },
    '2 The positional operator did not find the match needed from the query.',
  ],
];

const rows = CASES.map(
  (each) => [`${text(value(each[1]))} for ${text(value(each[0]))}`, each] as const,
);

test.each(rows)('%s', (_, [query, update, made]) => {
  expect(upsertOutcome(query, update)).toBe(made);
});
