import { Binary, BSONRegExp } from 'bson';
import type { Written } from '../values/notation';
import { Commands } from './server';

const commands = (): Commands => new Commands();
const inserted = (_id: Written): string => commands().run({ insert: 'c', documents: [{ _id }] });

const refusal = (code: number, text: string): string =>
  `{ n: 0, writeErrors: [{ index: 0, code: ${code}, errmsg: "${text}" }] }`;
const dollar = (name: string): string =>
  refusal(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);

test.each<[string, Written]>([
  ['null', null],
  ['a document', { a: { b: 1 }, 'c.d': 1 }],
  ['a reference', { $ref: 'c', $id: 1 }],
  ['a reference into a database', { $ref: 'c', $id: { $a: 1 }, $db: 'd', more: 1 }],
  ['a reference in a document', { a: { $ref: 'c', $id: 1 } }],
  ['binary data', new Binary()],
])('%s is an _id', (_, id) => {
  expect(inserted(id)).toBe('{ n: 1 }');
});

test('null is an _id that is found by its type, and there once', () => {
  const server = commands();
  server.insert('c', { _id: null });
  expect(server.run({ count: 'c', query: { _id: { $type: 'null' } } })).toBe('{ n: 1 }');
  expect(server.run({ insert: 'c', documents: [{ _id: null }] })).toContain('11000');
});

test.each<[string, Written, string]>([
  ['an array', [1], refusal(53, "The '_id' value cannot be of type array")],
  ['a regex', new BSONRegExp('a'), refusal(53, "The '_id' value cannot be of type regex")],
  ['a dollar', { $a: 1 }, dollar('$a')],
  ['a dollar behind others', { a: 1, $b: 1 }, dollar('$b')],
  ['a dollar below', { a: [{ b: { $c: 1 } }] }, dollar('$c')],
  ['a reference that is no text', { $ref: 1, $id: 1 }, dollar('$ref')],
  ['half a reference', { $ref: 'c', a: 1 }, dollar('$ref')],
  ['a reference that is not at the front', { a: 1, $ref: 'c', $id: 1 }, dollar('$ref')],
  ['a database that is no text', { $ref: 'c', $id: 1, $db: 1 }, dollar('$db')],
])('%s is no _id', (_, id, answer) => {
  expect(inserted(id)).toBe(answer);
});

test('neither for an upsert', () => {
  const updates = [{ q: {}, u: { $set: { _id: { $a: 1 } } }, upsert: true }];
  expect(commands().run({ update: 'c', updates })).toContain(
    "code: 52, errmsg: \"_id fields may not contain '$'-prefixed fields: $a is not valid",
  );
});
