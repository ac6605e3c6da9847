import fs from 'node:fs';
import path from 'node:path';
import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import type { Fault } from '../../src';
import { parsePlan, printPlan } from '../../src/faults';
import { KINDS } from '../../src/faults/kinds';

const sequence = integer({ min: 1, max: 100_000 });
const client = constantFrom('payments-1', 'a', 'x_Y-9');
const fault: Parameters<typeof array<Fault>>[0] = oneof(
  record({
    kind: constantFrom('crash-before-save', 'crash-after-save', 'lose-ack', 'deliver-twice', 'cut'),
    client,
    sequence,
  }),
  record({
    kind: constantFrom('hold', 'pause'),
    client,
    sequence,
    ms: integer({ min: 1, max: 1e8 }),
  }),
  record({ kind: constantFrom('restart', 'lose-store'), sequence }),
);

test('a plan prints as one line, which gives the same plan', () => {
  assert(
    property(array(fault), (plan) => {
      const line = printPlan(plan);
      expect(line).not.toContain('\n');
      expect(parsePlan(line)).toEqual(plan);
    }),
  );
});

test('durations may be written as the server’s flags write them', () => {
  expect(parsePlan('hold payments-2 #3 1m30s,restart #4')).toEqual([
    { kind: 'hold', client: 'payments-2', sequence: 3, ms: 90_000 },
    { kind: 'restart', sequence: 4 },
  ]);
});

test.each([
  ['lose-ack payments-1', 1],
  ['restart #1, lose-ack payments-1 #0', 2],
  ['restart payments-1 #1', 1],
  ['restart #1, restart #2, hold payments-1 #1', 3],
  ['hold payments-1 #1 5', 1],
  ['explode payments-1 #1', 1],
  ['cut payments-1 #1 5s', 1],
])('"%s" is refused at fault %d, with what a fault looks like', (line, number) => {
  expect(() => parsePlan(line)).toThrow(
    new RegExp(
      `number ${number} of the plan, is not a fault[^]*lose-ack payments-1 #2 +payments-1 ackn`,
    ),
  );
});

test('each fault is written as it is explained, and stands in the README', () => {
  const readme = fs.readFileSync(path.resolve(__dirname, '../../../../README.md'), 'utf8');
  for (const { example } of KINDS) {
    expect(printPlan(parsePlan(example))).toBe(example);
    expect(readme).toContain(`| \`${example}\` `);
  }
});
