import { needs, noteUncaught } from '@workbook/testkit';
import * as handler from '../src/accounts/handler';
import { inEverySchedule } from './schedules';
import { transaction } from './transaction';

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

/** Nothing, and then one of each. */
const faults = [{}, { crashes: 1 }, { lostAcks: 1 }, { duplicates: 1 }, { failures: 1 }];

test.each([
  ['two accounts end right', twoAccounts],
  ['one account ends right', oneAccount],
])('in every schedule, whatever goes wrong, %s', async (_, events) => {
  for (const limits of faults) await inEverySchedule({ events, faults: limits }, advice);
});

test('in every schedule, with what a copy remembers until it crashes', async () => {
  await inEverySchedule({ events: twoAccounts, remembers: true }, advice);
  // What a copy remembers makes many more schedules.
  const events = oneAccount.slice(0, 2);
  for (const limits of [{ crashes: 1 }, { lostAcks: 1 }, { failures: 1 }])
    await inEverySchedule({ events, faults: limits, remembers: true }, advice);
});
