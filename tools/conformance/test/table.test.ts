import { statementOf } from '../src/statements';
import { judge } from '../src/table';

test('a test belongs to the statement whose number its title begins with, or to none', () => {
  expect(statementOf('C7 an empty token')).toBe(7);
  expect(statementOf('a client of C7 is refused')).toBeUndefined();
  expect(() => statementOf('C0 nothing')).toThrow('"C0 nothing" belongs to no statement');
  expect(() => statementOf('C999 too far')).toThrow('"C999 too far" belongs to no statement');
});

test('a statement holds if all its tests pass', () => {
  const one = { name: 'C1 one', statement: 1, passed: true };
  const { rows } = judge([one, { name: 'C1 other', statement: 1, passed: false }], [one]);
  expect(rows[0]).toMatchObject({ number: 1, embedded: 'no', real: 'yes' });
  expect(rows[9]).toMatchObject({ number: 10, embedded: '-', real: '-' });
});
