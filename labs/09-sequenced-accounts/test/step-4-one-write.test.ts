import { explain, needs, noteUncaught, standing } from '@workbook/testkit';
import type { Account } from '../src/accounts/accounts';
import * as handler from '../src/accounts/handler';
import { transaction } from './transaction';
import { AccountsInMemory, type Fate } from './memory';

needs(handler, 'src/accounts/handler.ts', { onTransaction: 'function' });
noteUncaught();

const read = 'README.md, "Step 4: balance and number in one write"';
const deposit = transaction('ann', 1, 100);
const withdrawal = transaction('ann', 2, -90);
const small = transaction('ann', 3, -40);

/** More requests than a handler has for one event. */
const MOST = 8;

/** What is recorded of a database. */
function recorded(accounts: AccountsInMemory): string[] {
  return [...accounts.story, ...standing([accounts.row('ann')].filter((row) => row !== undefined))];
}

/** Ann as she stands at the start: with 20, or not there yet. */
const starts: readonly (readonly [string, readonly Account[], number])[] = [
  ['an account that is there', [{ id: 'ann', balance: 20, last: 0 }], 20],
  ['an account that is not there yet', [], 0],
];

describe.each(starts)('%s', (account, rows, start) => {
  test(`what is acknowledged stands there, with ${account}`, async () => {
    const accounts = new AccountsInMemory(read, ...rows);
    for (const each of [deposit, withdrawal, small]) await accounts.redeliver('accounts-1', each);
    const end = start + 100 - 90 - 40 - 25;
    explain(
      {
        expected: `numbers 1, 2 and 3 to be acknowledged each when its number stands there, and ann to stand at ${end} with last number 3`,
        happened: recorded(accounts),
        look: 'src/accounts/handler.ts, onTransaction(): what has happened when it acknowledges?',
        read,
      },
      () => {
        expect(accounts.early).toEqual([]);
        expect(accounts.row('ann')).toEqual({ id: 'ann', balance: end, last: 3 });
      },
    );
  });

  test.each<[string, Fate]>([
    ['a process dies after any of its requests', 'dies'],
    ['the database refuses any of its requests', 'refused'],
  ])(`%s, with ${account}`, async (what, fate) => {
    for (let nth = 1; nth <= MOST; nth++) {
      const accounts = new AccountsInMemory(read, ...rows);
      const call = accounts.give('accounts-1', deposit, fate, nth);
      await call.until;
      if (call.asked < nth) return;
      // The same process gets it again, if it lives.
      const again = fate === 'refused' && !call.isAcked && accounts.give('accounts-1', deposit);
      if (again) await again.goOn();
      if (!call.isAcked && !(again && again.isAcked))
        await accounts.redeliver('accounts-2', deposit);
      await accounts.redeliver('accounts-2', withdrawal);
      const end = { id: 'ann', balance: start + 10, last: 2 };
      explain(
        {
          expected: `number 1 of ann, a deposit of 100, to be in the balance once, and ann to stand at ${end.balance} with last number 2 after number 2, a withdrawal of 90, although ${
            fate === 'dies'
              ? `the process of accounts-1 died after request ${nth}`
              : `the database refused request ${nth}`
          }`,
          happened: recorded(accounts),
          look: 'src/accounts/handler.ts, onTransaction(): what stands there after each write?',
          read,
        },
        () => {
          expect(accounts.early).toEqual([]);
          expect(accounts.row('ann')).toEqual(end);
        },
      );
    }
  });

  test.each([
    ['the same event', [deposit]],
    ['the same event and the next one', [deposit, withdrawal]],
    ['the same event and two more', [deposit, withdrawal, small]],
  ])(`while one copy is slow, another one has %s, with ${account}`, async (_, events) => {
    for (let nth = 1; nth <= MOST; nth++) {
      const accounts = new AccountsInMemory(read, ...rows);
      const slow = accounts.give('accounts-1', deposit, 'held', nth);
      await slow.until;
      if (slow.asked < nth) return;
      for (const each of events) await accounts.redeliver('accounts-2', each);
      await slow.goOn();
      if (!slow.isAcked) await accounts.redeliver('accounts-1', deposit);
      const balances = [start + 100, start + 10, start + 10 - 40 - (start + 10 < 40 ? 25 : 0)];
      const end = { id: 'ann', balance: balances[events.length - 1]!, last: events.length };
      explain(
        {
          expected: `ann to stand at ${end.balance} with last number ${end.last}: number 1 came to accounts-1 and to accounts-2, and request ${nth} of accounts-1 came after all of accounts-2`,
          happened: recorded(accounts),
          look: 'src/accounts/handler.ts, onTransaction(): what if another copy has stored the account since this one has read it?',
          read,
        },
        () => {
          expect(accounts.early).toEqual([]);
          expect(accounts.row('ann')).toEqual(end);
        },
      );
    }
  });
});
