import { randomBytes } from 'node:crypto';
import type { Publish, Request, Transaction } from '../events';
import { Subjects } from '../subjects';
import type { Transactions } from './store';

/** What the transactions service works with. */
export interface Service {
  readonly transactions: Transactions;
  readonly publish: Publish;
}

/** An id that no other transaction has. */
const newID = (): string => randomBytes(6).toString('hex');

/**
 * Makes a transaction of what a customer asks for: numbers and stores it, and tells of it. One that is stored and
 * could not be told of is told later, by `tellUntold()`.
 *
 * @throws if it could not be stored: there is no such transaction then
 */
export async function record(service: Service, request: Request): Promise<Transaction> {
  // #region step 1: the write that stores it is the one that takes the number
  const transaction = await store(service.transactions, request);
  // #starter
  //: const { account, kind, amount } = request;
  //: const number = (await service.transactions.last(account)) + 1;
  //: const transaction = { id: newID(), account, number, kind, amount };
  //: // TODO step 1: two processes have read the same last number. Whose transaction is stored?
  //: await service.transactions.insert(transaction);
  // #endregion
  // #region step 2: what is stored has happened, whoever hears of it
  // Who asked would ask again, and pay in twice.
  await tell(service, transaction).catch(() => undefined);
  // #starter
  //: // TODO step 2: and if that fails? It is stored.
  //: await service.publish(Subjects.TransactionCreated, transaction);
  // #endregion
  return transaction;
}

/**
 * Tells of the transactions that are stored and not marked as told: of each once at least.
 *
 * @throws if one could not be told of, or not be marked
 */
export async function tellUntold(service: Service): Promise<void> {
  // #region step 2: what was stored and not told
  for (const transaction of await service.transactions.untold()) await tell(service, transaction);
  // #starter
  //: // TODO step 2: the process that has stored them may be dead.
  //: await service.transactions.untold();
  // #endregion
}
// #region step 1: try again with the next number

async function store(transactions: Transactions, request: Request): Promise<Transaction> {
  const { account, kind, amount } = request;
  for (;;) {
    const number = (await transactions.last(account)) + 1;
    const transaction = { id: newID(), account, number, kind, amount };
    if (await transactions.insert(transaction)) return transaction;
  }
}
// #starter
// #endregion
// #region step 2: told first, marked afterwards

async function tell({ transactions, publish }: Service, transaction: Transaction): Promise<void> {
  await publish(Subjects.TransactionCreated, transaction);
  await transactions.markTold(transaction.id);
}
// #starter
// #endregion
