import { DIFFERENCES } from './conformance/differences';
import type { Seen } from './conformance/hold';
import { STATEMENTS } from './conformance/statements';
import { judge, written } from './conformance/table';

/** A server on which all holds but these. */
function but(...ids: string[]): Seen {
  return new Map(STATEMENTS.map(({ id, expected }) => [id, ids.includes(id) ? 'other' : expected]));
}

const known = [...DIFFERENCES.keys()];
const failuresOf = (second: Seen, real?: Seen): string[] =>
  judge({ embedded: but(), second, real }).failures.map((each) => each.split(' ', 2).join(' '));

test.each<[string, string[], string[]]>([
  ['differs as it is known to', known, []],
  ['differs in one more', [...known, 'M1'], ['second: M1']],
  ['no longer differs', known.slice(1), [`second: ${known[0]!}`]],
])('the second server that %s', (_, ids, failures) => {
  expect(failuresOf(but(...ids))).toEqual(failures);
});

test('a real mongod has no differences that are known', () => {
  expect(failuresOf(but(...known), but(known[0]!))).toEqual([`real: ${known[0]!}`]);
});

test('who did not run is said not to have run', () => {
  const table = judge({ embedded: but('M2'), second: undefined, real: undefined });
  expect([table.passed, table.failed]).toEqual([STATEMENTS.length - 1, 1]);
  const [first, second] = written(table)
    .split('\n')
    .filter((line) => line.startsWith('| M'));
  expect(first).toMatch(/\| yes \| not run \| not run \|$/);
  expect(second).toMatch(/\| no \| not run \| not run \|$/);
});
