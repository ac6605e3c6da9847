import {
  limitOnRealServer,
  needs,
  noteUncaught,
  type Outcome,
  outcomeOf,
  type Row,
  type TestDatabase,
} from '@workbook/testkit';
import type { Request, Transaction } from '../src/events';
import * as store from '../src/transactions/store';
import * as transactions from '../src/transactions/transactions';
import { loadTransactions } from './load';

needs(store, 'src/transactions/store.ts', { openTransactions: 'function' });
needs(transactions, 'src/transactions/transactions.ts', {
  record: 'function',
  tellUntold: 'function',
});
limitOnRealServer(60_000);
noteUncaught();

/** A process of the transactions service: its connection and its variables are its own. */
export interface TransactionsCopy {
  readonly record: (request: Request) => Promise<Outcome<Transaction>>;
  readonly tellUntold: () => Promise<Outcome<void>>;
  /** Resolves when it has done what goes on by itself: it need not wait for what it tells. */
  readonly over: () => Promise<void>;
  /** What it has published, in order. */
  readonly published: { readonly channel: string; readonly data: Transaction }[];
}

/**
 * Starts a copy of transactions.
 *
 * @param publish what becomes of an event before it counts as published: may reject
 */
export async function startTransactions(
  database: TestDatabase,
  copy: string,
  read: string,
  publish: (event: Transaction) => unknown = () => undefined,
): Promise<TransactionsCopy> {
  const service: transactions.Service = {
    transactions: await store.openTransactions(await database.connect(copy, 'transactions')),
    publish: (channel, event) => {
      // What is on its way is what JSON makes of it.
      const data = JSON.parse(JSON.stringify(event)) as Transaction;
      const call = (async () => {
        await publish(data);
        published.push({ channel, data });
      })();
      pending.add(call);
      const done = (): void => void pending.delete(call);
      call.then(done, done);
      return call;
    },
  };
  const pending = new Set<Promise<void>>();
  const published: TransactionsCopy['published'] = [];
  const { record, tellUntold } = loadTransactions();
  const look = (what: string): string => `src/transactions/transactions.ts, ${what}`;
  return {
    record: (request) =>
      outcomeOf(`record() in ${copy}`, { look: look('record()'), read }, () =>
        record(service, request),
      ),
    tellUntold: () =>
      outcomeOf(`tellUntold() in ${copy}`, { look: look('tellUntold()'), read }, () =>
        tellUntold(service),
      ),
    published,
    over: async () => {
      await database.settled();
      while (pending.size > 0) await Promise.allSettled(pending);
      await database.settled();
    },
  };
}

/** What stands in the database of transactions. */
export function storedTransactions(database: TestDatabase): Promise<readonly Row[]> {
  return database.rows('transactions', 'transactions');
}

/** The numbers of an account's transactions there, in order. */
export function numbersOf(
  rows: readonly { readonly account?: unknown; readonly number?: unknown }[],
  account: string,
): number[] {
  return rows
    .filter((row) => row.account === account)
    .map(({ number }) => Number(number))
    .sort((one, other) => one - other);
}

/** `1, 2, 3`, so many. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

export const deposit = (account: string, amount: number): Request => {
  return { account, kind: 'deposit', amount };
};
export const withdrawal = (account: string, amount: number): Request => {
  return { account, kind: 'withdrawal', amount };
};
