import type { Transaction } from '../events';
import type { OwnedRows, Versioned } from '../owned';
import { Subjects } from '../subjects';

/** Where the transactions service keeps its transactions. One does not change, so that its version stays 0. */
export type Transactions = OwnedRows<Transaction & Versioned>;

/**
 * Numbers a transaction and stores it, once: one whose ID is there already is left as it is.
 *
 * @param request the ID says what it is for, so that the same cause does not make two
 */
export async function record(
  transactions: Transactions,
  request: Omit<Transaction, 'number'>,
): Promise<void> {
  const { account } = request;
  for (;;) {
    const number = ((await transactions.highest('number', { account }))?.number ?? 0) + 1;
    const transaction = { ...request, number };
    const event = { subject: Subjects.TransactionCreated, data: transaction } as const;
    if (await transactions.insert({ ...transaction, version: 0 }, event)) return;
    // Either somebody has taken the number, or this is recorded already.
    if (await transactions.find(request.id)) return;
  }
}
