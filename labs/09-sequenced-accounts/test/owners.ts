import { type Outcome, outcomeOf } from '@workbook/testkit';
import type { Publish, Request, Transaction } from '../src/events';
import type { Transactions } from '../src/transactions/store';
import { loadTransactions } from './load';

/** The transactions of all processes of the service, in memory: a storm has no time to wait for a database. */
export class TransactionsInMemory {
  readonly #rows = new Map<string, Transaction>();
  readonly #untold = new Map<string, Transaction>();
  readonly #counters = new Map<string, number>();
  readonly #last = new Map<string, number>();

  /** All that are stored. */
  get all(): Transaction[] {
    return [...this.#rows.values()];
  }

  /** Each request takes a turn: between two of them, others may do something. */
  readonly port: Transactions = {
    last: (account) => turn(() => this.#last.get(account) ?? 0),
    next: (account) =>
      turn(() => {
        const number = (this.#counters.get(account) ?? 0) + 1;
        this.#counters.set(account, number);
        return number;
      }),
    insert: (transaction) =>
      turn(() => {
        const { id, account, number } = transaction;
        const key = `${account} ${number}`;
        if (this.#rows.has(key)) return false;
        this.#rows.set(key, { ...transaction });
        this.#untold.set(id, { ...transaction });
        this.#last.set(account, Math.max(number, this.#last.get(account) ?? 0));
        return true;
      }),
    untold: () =>
      turn(() => [...this.#untold.values()].sort((one, other) => one.number - other.number)),
    markTold: (id) => turn(() => void this.#untold.delete(id)),
  };

  /** A process of the service. */
  process(name: string, publish: Publish, read: string): Process {
    const { record, tellUntold } = loadTransactions();
    const service = { transactions: this.port, publish };
    const look = 'src/transactions/transactions.ts';
    return {
      record: (request) =>
        outcomeOf(`record() in ${name}`, { look, read }, () => record(service, request)),
      tellUntold: () =>
        outcomeOf(`tellUntold() in ${name}`, { look, read }, () => tellUntold(service)),
    };
  }
}

/** What a process of the transactions service does. */
export interface Process {
  readonly record: (request: Request) => Promise<Outcome<Transaction>>;
  readonly tellUntold: () => Promise<Outcome<void>>;
}

async function turn<Result>(execute: () => Result): Promise<Result> {
  await new Promise(setImmediate);
  return execute();
}
