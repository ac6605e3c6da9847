import type { Written } from '../values/notation';
import { Commands } from './server';

/** What takes a hint, and what it answers where the hint is right. */
const COMMANDS: Readonly<Record<string, readonly [with_: (hint: Written) => object, string]>> = {
  find: [(hint) => ({ find: 'c', filter: { a: 1 }, hint }), '{ cursor: '],
  count: [(hint) => ({ count: 'c', query: { a: 1 }, hint }), '{ n: 1 }'],
  aggregate: [
    (hint) => ({ aggregate: 'c', pipeline: [{ $match: { a: 1 } }], cursor: {}, hint }),
    '{ cursor: ',
  ],
  update: [
    (hint) => ({ update: 'c', updates: [{ q: { a: 1 }, u: { $set: { b: 1 } }, hint }] }),
    '{ n: 1, nModified: 1 }',
  ],
  delete: [(hint) => ({ delete: 'c', deletes: [{ q: { a: 1 }, limit: 1, hint }] }), '{ n: 1 }'],
  findAndModify: [
    (hint) => ({ findAndModify: 'c', query: { a: 1 }, remove: true, hint }),
    '{ lastErrorObject: { n: 1 }',
  ],
};
const UNKNOWN = 'hint provided does not correspond to an existing index';

let server: Commands;
beforeEach(() => {
  server = new Commands();
  server.unique('c', 'a');
  server.insert('c', { _id: 1, a: 1 });
});

describe.each(Object.entries(COMMANDS))('%s', (_, [command, answer]) => {
  test.each(['a_1', { a: 1 }, { $natural: 1 }, {}])('%j is a hint', (hint) => {
    expect(server.run(command(hint)).startsWith(answer)).toBe(true);
  });

  test.each<[Written, number, string]>([
    ['b_1', 2, UNKNOWN],
    [{ a: -1 }, 2, UNKNOWN],
    [1, 9, 'Hint must be a string or an object'],
  ])('%j is none', (hint, code, text) => {
    const answered = server.run(command(hint));
    expect(answered).toContain(`code: ${code}`);
    expect(answered).toContain(text);
    expect(server.all('c')).toEqual(['{ _id: 1, a: 1 }']);
  });
});

test('of distinct it is an unknown field, until 7.1', () => {
  expect(server.run({ distinct: 'c', key: 'a', hint: 'a_1' })).toContain("'distinct.hint'");
});
