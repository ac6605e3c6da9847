import { needs, noteUncaught } from '@workbook/testkit';
import * as handler from '../src/accounts/handler';
import { transaction } from './transaction';
import { inEverySchedule } from './schedules';

needs(handler, 'src/accounts/handler.ts', { onTransaction: 'function' });
noteUncaught();

const advice = {
  look: 'src/accounts/handler.ts, onTransaction()',
  read: 'README.md, "Step 6: every schedule of a small world"',
};
const twoAccounts = [
  transaction('ann', 1, 100),
  transaction('bob', 1, 50),
  transaction('ann', 2, -90),
];
const oneAccount = [
  transaction('ann', 1, 100),
  transaction('ann', 2, -90),
  transaction('ann', 3, -40),
];

const faults = [
  ['nothing goes wrong', {}],
  ['a copy crashes', { crashes: 1 }],
  ['an ack is lost', { lostAcks: 1 }],
  ['an event comes twice', { duplicates: 1 }],
  ['the database refuses a request', { failures: 1 }],
] as const;

test.each(faults)('in every schedule in which %s, two accounts end right', async (_, limits) => {
  await inEverySchedule({ events: twoAccounts, faults: limits }, advice);
});

test.each(faults)('in every schedule in which %s, one account ends right', async (_, limits) => {
  await inEverySchedule({ events: oneAccount, faults: limits }, advice);
});

// What a copy remembers makes many more schedules.
test.each([
  ['nothing goes wrong', {}, twoAccounts],
  ['a copy crashes', { crashes: 1 }, oneAccount.slice(0, 2)],
  ['an ack is lost', { lostAcks: 1 }, oneAccount.slice(0, 2)],
  ['the database refuses a request', { failures: 1 }, oneAccount.slice(0, 2)],
] as const)(
  'in every schedule in which %s, with what a copy remembers',
  async (_, limits, events) => {
    await inEverySchedule({ events, faults: limits, remembers: true }, advice);
  },
);
