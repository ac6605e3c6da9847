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
  const transaction = await store(service.transactions, request);
  // Who asked would ask again, and pay in twice.
  await tell(service, transaction).catch(() => undefined);
  return transaction;
}

/**
 * Tells of the transactions that are stored and not marked as told: of each once at least.
 *
 * @throws if one could not be told of, or not be marked
 */
export async function tellUntold(service: Service): Promise<void> {
  for (const transaction of await service.transactions.untold()) await tell(service, transaction);
}
async function store(transactions: Transactions, request: Request): Promise<Transaction> {
  const { account, kind, amount } = request;
  for (;;) {
    const number = (await transactions.last(account)) + 1;
    const transaction = { id: newID(), account, number, kind, amount };
    if (await transactions.insert(transaction)) return transaction;
  }
}
async function tell({ transactions, publish }: Service, transaction: Transaction): Promise<void> {
  await transactions.markTold(transaction.id);
  await publish(Subjects.TransactionCreated, transaction);
}
