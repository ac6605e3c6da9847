import type { FaultLimits, SmallWorld, Table, Tables } from '@workbook/testkit/schedules';
import type { Account, Accounts } from '../src/fixes/accounts';
import * as lastAtPublisher from '../src/fixes/last-at-publisher';
import * as oneCopy from '../src/fixes/one-copy';
import * as seenEvents from '../src/fixes/seen-events';
import * as sharedSequence from '../src/fixes/shared-sequence';
import { Subjects } from '../src/subjects';
import { balanceAfter, type Transaction } from '../src/transaction';
import { onTransaction as right, type Numbered } from './right';

/** Any world of this lab. */
export type BankWorld = SmallWorld<Transaction, Tables>;

/** What a world allows. */
export interface Allowed {
  /** By default 2. */
  readonly copies?: number;
  /** By default 1: a copy gets its next event when it has acknowledged the one before. */
  readonly maxInFlight?: number;
  readonly faults?: FaultLimits;
  /** By default what Ann does on Friday. */
  readonly events?: readonly Transaction[];
}

/** Ann pays in 100, and takes out 90. */
export const ofAnn: readonly Transaction[] = [
  { account: 'ann', kind: 'deposit', amount: 100, number: 1 },
  { account: 'ann', kind: 'withdrawal', amount: 90, number: 2 },
];

/** What Bob pays in. */
export const ofBob: Transaction = { account: 'bob', kind: 'deposit', amount: 50, number: 1 };

const START: Readonly<Record<string, number>> = { ann: 20, bob: 10 };
const NAMES = { ann: 'Ann', bob: 'Bob' };

const allInOne: Record<string, sharedSequence.Bank> = {
  all: { last: 0, balances: START },
};

const numbered: Record<string, Numbered> = {
  ann: { balance: START.ann!, last: 0 },
  bob: { balance: START.bob!, last: 0 },
};

/** Ann's 20 and Bob's 10, in the tables of each fix. */
export const fixes = {
  oneCopy: (allowed: Allowed = {}) =>
    friday(
      {
        tables: balances(),
        handle: (message, { accounts }) =>
          oneCopy.onTransaction(accountsIn(accounts), message.data, message),
        balanceOf: ({ accounts }, id) => accounts[id]?.balance,
      },
      { ...allowed, copies: 1, maxInFlight: oneCopy.maxInFlight },
    ),
  seenEvents: (allowed: Allowed = {}) =>
    friday(
      {
        tables: { ...balances(), seen: {} },
        handle: (message, { accounts, seen }) =>
          seenEvents.onTransaction(
            { accounts: accountsIn(accounts), seen: seenIn(seen) },
            message.data,
            message,
          ),
        balanceOf: ({ accounts }, id) => accounts[id]?.balance,
      },
      allowed,
    ),
  sharedSequence: (allowed: Allowed = {}) =>
    friday(
      {
        tables: { bank: allInOne },
        handle: (message, { bank }) =>
          sharedSequence.onTransaction(rowIn(bank), message.data, message),
        balanceOf: ({ bank }, id) => bank.all?.balances[id],
      },
      allowed,
    ),
  lastAtPublisher: (allowed: Allowed = {}) =>
    friday(
      {
        tables: { ...balances(), processed: {} },
        handle: (message, { accounts, processed }) =>
          lastAtPublisher.onTransaction(
            { accounts: accountsIn(accounts), publisher: publisherIn(processed) },
            message.data,
            message,
          ),
        balanceOf: ({ accounts }, id) => accounts[id]?.balance,
      },
      allowed,
    ),
  /** None of the four: what lab 09 is about. */
  right: (allowed: Allowed = {}) =>
    friday(
      {
        tables: { accounts: numbered },
        handle: (message, { accounts }) => right(accounts, message.data, message),
        balanceOf: ({ accounts }, id) => accounts[id]?.balance,
      },
      allowed,
    ),
};

export type FixName = keyof typeof fixes;

interface Fix<All extends Tables> extends Pick<SmallWorld<Transaction, All>, 'tables'> {
  readonly handle: NonNullable<SmallWorld<Transaction, All>['handle']>;
  readonly balanceOf: (tables: All, id: string) => number | undefined;
}

function friday<All extends Tables>(
  { tables, handle, balanceOf }: Fix<All>,
  { copies = 2, maxInFlight = 1, faults = {}, events = ofAnn }: Allowed,
): BankWorld {
  const world: SmallWorld<Transaction, All> = {
    name: 'accounts',
    events: events.map((data) => ({ channel: Subjects.TransactionCreated, data })),
    tables,
    handle,
    safe: (end) => {
      for (const [id, name] of Object.entries(NAMES)) {
        const own = events.filter(({ account }) => account === id);
        const balance = balanceOf(end, id);
        if (balance !== own.reduce(balanceAfter, START[id]!)) return `${name} has ${balance}`;
      }
      return true;
    },
    copies,
    maxInFlight,
    faults,
  };
  return world as unknown as BankWorld;
}

function balances(): { accounts: Record<string, Account> } {
  return {
    accounts: Object.fromEntries(
      Object.entries(START).map(([id, balance]) => [id, { id, balance }]),
    ),
  };
}

function accountsIn(table: Table<Account>): Accounts {
  return {
    find: async (id) => table.load(id),
    save: async (account) => table.save(account.id, account),
    async change(id, balance) {
      await table.update(id, (stored) => ({ id, balance: balance(stored?.balance ?? 0) }));
    },
  };
}

/** A mark that is taken back stays as a row. */
interface Mark {
  readonly isSeen: boolean;
}

function seenIn(table: Table<Mark>): seenEvents.Seen {
  return {
    add: async (event) =>
      table.update(event, (stored) => (stored?.isSeen ? undefined : { isSeen: true })),
    remove: async (event) => table.save(event, { isSeen: false }),
  };
}

function rowIn(table: Table<sharedSequence.Bank>): sharedSequence.SharedRow {
  return {
    read: async () => (await table.load('all'))!,
    replace: async (bank, last) =>
      table.update('all', (stored) => (stored!.last === last ? bank : undefined)),
  };
}

function publisherIn(table: Table<{ last: number }>): lastAtPublisher.Publisher {
  return {
    lastProcessed: async (account) => (await table.load(account))?.last ?? 0,
    processed: async (account, last) => table.save(account, { last }),
  };
}
