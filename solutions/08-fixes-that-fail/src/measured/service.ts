import type { Delivery } from '../delivery';
import type { Accounts } from '../fixes/accounts';
import * as lastAtPublisher from '../fixes/last-at-publisher';
import * as oneCopy from '../fixes/one-copy';
import * as seenEvents from '../fixes/seen-events';
import * as sharedSequence from '../fixes/shared-sequence';
import type { Transaction } from '../transaction';

/** An accounts service and its database, which stays when copies go. */
export interface Service {
  readonly copies: number;
  /** Undefined if it is the client's own, which no run here reaches. */
  readonly maxInFlight?: number;
  readonly handle: (transaction: Transaction, msg: Delivery) => Promise<void>;
  readonly balanceOf: (account: string) => number;
}

/** How long a database needs to write a balance, in ms. */
const WRITING = 100;

/** How many copies there are of what bears more than one. */
export const COPIES = 4;

/** Each fix over a database in memory, in which all accounts stand at 0. */
export const services: Readonly<Record<string, () => Service>> = {
  'one copy': () => {
    const { accounts, balanceOf } = accountsIn();
    return {
      copies: 1,
      maxInFlight: oneCopy.maxInFlight,
      handle: (transaction, msg) => oneCopy.onTransaction(accounts, transaction, msg),
      balanceOf,
    };
  },
  'seen events': () => {
    const { accounts, balanceOf } = accountsIn();
    const seen = new Set<string>();
    const table: seenEvents.Seen = {
      add: (event) => Promise.resolve(!seen.has(event) && !!seen.add(event)),
      remove: (event) => Promise.resolve(void seen.delete(event)),
    };
    return {
      copies: COPIES,
      handle: (transaction, msg) =>
        seenEvents.onTransaction({ accounts, seen: table }, transaction, msg),
      balanceOf,
    };
  },
  'shared sequence': () => {
    let bank: sharedSequence.Bank = { last: 0, balances: {} };
    const row: sharedSequence.SharedRow = {
      read: () => Promise.resolve(bank),
      async replace(next, last) {
        await writing();
        if (bank.last !== last) return false;
        bank = next;
        return true;
      },
    };
    return {
      copies: COPIES,
      handle: (transaction, msg) => sharedSequence.onTransaction(row, transaction, msg),
      balanceOf: (account) => bank.balances[account] ?? 0,
    };
  },
  'last at publisher': () => {
    const { accounts, balanceOf } = accountsIn();
    const last = new Map<string, number>();
    const publisher: lastAtPublisher.Publisher = {
      lastProcessed: (account) => Promise.resolve(last.get(account) ?? 0),
      processed: (account, number) => Promise.resolve(void last.set(account, number)),
    };
    return {
      copies: COPIES,
      handle: (transaction, msg) =>
        lastAtPublisher.onTransaction({ accounts, publisher }, transaction, msg),
      balanceOf,
    };
  },
};

/** Takes the time that a write takes. */
export function writing(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WRITING));
}

function accountsIn(): {
  readonly accounts: Accounts;
  readonly balanceOf: Service['balanceOf'];
} {
  const balances = new Map<string, number>();
  const balanceOf = (id: string): number => balances.get(id) ?? 0;
  return {
    balanceOf,
    accounts: {
      find: (id) => Promise.resolve({ id, balance: balanceOf(id) }),
      async save({ id, balance }) {
        await writing();
        balances.set(id, balance);
      },
      async change(id, balance) {
        await writing();
        balances.set(id, balance(balanceOf(id)));
      },
    },
  };
}
