import type { FaultLimits, SmallWorld, Table, Tables } from '@workbook/testkit/schedules';
import type { Account, Accounts } from '../src/fixes/accounts';
import * as lastAtPublisher from '../src/fixes/last-at-publisher';
import * as oneCopy from '../src/fixes/one-copy';
import * as seenEvents from '../src/fixes/seen-events';
import * as sharedSequence from '../src/fixes/shared-sequence';
import { Subjects } from '../src/subjects';
import type { Transaction } from '../src/transaction';
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

/** What Bob pays in after that. */
export const ofBob: Transaction = { account: 'bob', kind: 'deposit', amount: 50, number: 1 };

const BOB = 10;

const allInOne: Record<string, sharedSequence.Bank> = {
  all: { last: 0, balances: { ann: 20, bob: BOB } },
};

const numbered: Record<string, Numbered> = {
  ann: { balance: 20, last: 0 },
  bob: { balance: BOB, last: 0 },
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
        tables: { ...balances(), publisher: {} },
        handle: (message, { accounts, publisher }) =>
          lastAtPublisher.onTransaction(
            { accounts: accountsIn(accounts), publisher: publisherIn(publisher) },
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
      const [ann, bob] = [balanceOf(end, 'ann'), balanceOf(end, 'bob')];
      if (ann !== 30) return `Ann has ${ann}`;
      return bob === BOB + (events.includes(ofBob) ? ofBob.amount : 0) || `Bob has ${bob}`;
    },
    copies,
    maxInFlight,
    faults,
  };
  return world as unknown as BankWorld;
}

function balances(): { accounts: Record<string, Account> } {
  return { accounts: { ann: { id: 'ann', balance: 20 }, bob: { id: 'bob', balance: BOB } } };
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
