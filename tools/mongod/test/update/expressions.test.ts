import { Int32 } from 'bson';
import { Desk, NOW, type Plain, told } from '../desk';

const DOC = { _id: 1, a: 1, b: 2, list: [1, 2, 3] };

describe('an update that is a pipeline', () => {
  test.each<[update: Plain, after: Plain]>([
    [{ u: [{ $set: { sum: { $add: ['$a', '$b'] } } }] }, { ...DOC, sum: 3 }],
    [
      { u: [{ $unset: 'list' }, { $addFields: { at: '$$NOW' } }] },
      { _id: 1, a: 1, b: 2, at: new Date(NOW) },
    ],
    [
      { u: [{ $replaceWith: { a: '$$more' } }], c: { more: 9 } },
      { _id: 1, a: 9 },
    ],
    [
      { u: [{ $project: { a: 1 } }], q: { $expr: { $lt: ['$a', '$b'] } } },
      { _id: 1, a: 1 },
    ],
  ])('%j', (update, after) => {
    const desk = Desk.with([DOC]);
    const answer = desk.run({ update: 'c', updates: [{ q: { _id: 1 }, ...update }] });
    expect(answer).toMatchObject({ n: new Int32(1), nModified: new Int32(1) });
    expect(told(desk.found({ find: 'c' }))).toBe(told([after]));
  });

  test.each<[stages: readonly unknown[], code: number, errmsg: string]>([
    [[{ $match: {} }], 72, '$match is not allowed to be used within an update'],
    [
      [{ $set: { _id: 2 } }],
      66,
      "After applying the update, the (immutable) field '_id' was found to have been altered to _id: 2",
    ],
    [
      [{ $set: { x: { $divide: [1, '$list'] } } }],
      14,
      '$divide only supports numeric types, not int and array',
    ],
  ])('refused: %j', (u, code, errmsg) => {
    const desk = Desk.with([DOC]);
    const { writeErrors } = desk.run({ update: 'c', updates: [{ q: {}, u }] });
    expect(writeErrors).toMatchObject([{ code: new Int32(code), errmsg }]);
    expect(told(desk.found({ find: 'c' }))).toBe(told([DOC]));
  });
});

describe('the fields of findAndModify', () => {
  test.each<[command: Plain, value: Plain]>([
    [{ fields: { a: 1 } }, { _id: 1, a: 1 }],
    [{ fields: { a: 1, _id: 0 }, new: true }, { a: 2 }],
    [{ fields: { list: { $slice: -1 }, b: 0 } }, { _id: 1, a: 1, list: [3] }],
    [
      { query: { list: 2 }, fields: { 'list.$': 1 } },
      { _id: 1, list: [2] },
    ],
    [
      { fields: { sum: { $add: ['$a', '$$more'] } }, let: { more: 5 } },
      { _id: 1, sum: 6 },
    ],
  ])('%j', (command, value) => {
    const desk = Desk.with([DOC]);
    const answer = desk.run({
      findAndModify: 'c',
      query: {},
      update: { $inc: { a: 1 } },
      ...command,
    });
    expect(told(answer.value)).toBe(told(value));
  });

  test('no one element of the document as it is afterwards', () => {
    const answer = Desk.with([DOC]).run({
      findAndModify: 'c',
      query: { list: 2 },
      update: { $inc: { a: 1 } },
      fields: { 'list.$': 1 },
      new: true,
    });
    expect(answer).toMatchObject({
      code: new Int32(2),
      errmsg: 'cannot use a positional projection and return the new document',
    });
  });
});
