import { serialize } from 'bson';
import { parseUpdatePipeline } from '../../src/aggregation';
import { decode, type Doc, encode, shown, SIMPLE, type Value } from '../../src/values';
import { type Plain } from '../desk';

const DOC = { _id: 1, a: 1, b: { c: 2, d: 3 }, list: [1, 2] };
const environment = { variables: new Map(), now: new Date(0), collation: SIMPLE };

function typed(value: Plain): Doc {
  return decode(serialize(value));
}

function stagesOf(stages: readonly unknown[]): readonly Value[] {
  return typed({ stages }).get('stages') as readonly Value[];
}

test.each<[stages: readonly Plain[], made: string]>([
  [[], '{ _id: 1, a: 1, b: { c: 2, d: 3 }, list: [ 1, 2 ] }'],
  [
    [{ $set: { a: { $add: ['$a', '$b.c'] } } }],
    '{ _id: 1, a: 3, b: { c: 2, d: 3 }, list: [ 1, 2 ] }',
  ],
  [
    [{ $addFields: { 'b.e': '$a' } }, { $unset: ['list', 'b.c'] }],
    '{ _id: 1, a: 1, b: { d: 3, e: 1 } }',
  ],
  [[{ $project: { a: 1, sum: { $sum: '$list' } } }], '{ _id: 1, a: 1, sum: 3 }'],
  [[{ $replaceRoot: { newRoot: '$b' } }], '{ c: 2, d: 3 }'],
  [[{ $replaceWith: { _id: '$_id' } }], '{ _id: 1 }'],
])('%j', (stages, made) => {
  const update = parseUpdatePipeline(stagesOf(stages), environment);
  expect(shown(update(typed(DOC)))).toBe(made);
  expect(encode(typed(DOC))).toEqual(serialize(DOC));
});

test.each<[stages: readonly unknown[], code: number, text: string]>([
  [[{ $match: {} }], 72, '$match is not allowed to be used within an update'],
  [[{ $out: 'x' }], 72, '$out is not allowed to be used within an update'],
  [[{ $nope: {} }], 40324, "Unrecognized pipeline stage name: '$nope'"],
  [[1], 14, "Each element of the 'pipeline' array must be an object"],
  [[{ $set: 1 }], 40272, '$set specification stage must be an object, got int'],
])('refused: %j', (stages, code, text) => {
  expect(() => parseUpdatePipeline(stagesOf(stages), environment)).toThrow(
    expect.objectContaining({ code, message: text }) as Error,
  );
});
