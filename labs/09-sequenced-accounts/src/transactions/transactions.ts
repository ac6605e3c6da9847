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
  const { account, kind, amount } = request;
  const number = (await service.transactions.last(account)) + 1;
  const transaction = { id: newID(), account, number, kind, amount };
  // TODO step 1: two processes have read the same last number. Whose transaction is stored?
  await service.transactions.insert(transaction);
  // TODO step 2: and if that fails? It is stored.
  await service.publish(Subjects.TransactionCreated, transaction);
  return transaction;
}

/**
 * Tells of the transactions that are stored and not marked as told: of each once at least.
 *
 * @throws if one could not be told of, or not be marked
 */
export async function tellUntold(service: Service): Promise<void> {
  // TODO step 2: the process that has stored them may be dead.
  await service.transactions.untold();
}
