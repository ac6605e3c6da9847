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

const faults = [
  ['nothing goes wrong', {}],
  ['a copy crashes', { crashes: 1 }],
  ['an ack is lost', { lostAcks: 1 }],
  ['an event comes twice', { duplicates: 1 }],
  ['a request to the database fails', { failures: 1 }],
] as const;

let isToldOf = false;

/** Explores a world, unless one before has ended badly: one cause is told once. */
async function explored(world: Parameters<typeof inEverySchedule>[0]): Promise<void> {
  if (isToldOf) return;
  isToldOf = true;
  await inEverySchedule(world, advice);
  isToldOf = false;
}

test.each(faults)('in every schedule in which %s, two accounts end right', async (_, limits) => {
  await explored({ events: twoAccounts, faults: limits });
});

test.each(faults)('in every schedule in which %s, one account ends right', async (_, limits) => {
  await explored({ events: oneAccount, faults: limits });
});

// What a copy remembers makes many more schedules.
test.each([
  ['nothing goes wrong', {}, twoAccounts],
  ['a copy crashes', { crashes: 1 }, oneAccount.slice(0, 2)],
  ['an ack is lost', { lostAcks: 1 }, oneAccount.slice(0, 2)],
  ['a request to the database fails', { failures: 1 }, oneAccount.slice(0, 2)],
] as const)(
  'in every schedule in which %s, with what a copy remembers',
  async (_, limits, events) => {
    await explored({ events, faults: limits, remembers: true });
  },
);
