import type { Table } from '@workbook/testkit/schedules';
import type { Delivery } from '../src/delivery';
import { balanceAfter, type Transaction } from '../src/transaction';

/** An account with the number of its last transaction, in one row. */
export interface Numbered {
  readonly balance: number;
  readonly last: number;
}

/** What no schedule sinks, and where nobody waits for another account. */
export async function onTransaction(
  accounts: Pick<Table<Numbered>, 'load' | 'update'>,
  transaction: Transaction,
  msg: Pick<Delivery, 'ack'>,
): Promise<void> {
  const { account, number } = transaction;
  const { balance, last } = (await accounts.load(account)) ?? { balance: 0, last: 0 };
  if (number > last + 1) return;
  if (number === last + 1) {
    const next = { balance: balanceAfter(balance, transaction), last: number };
    const isWritten = await accounts.update(account, (stored) =>
      (stored?.last ?? 0) === last ? next : undefined,
    );
    if (!isWritten) return;
  }
  msg.ack();
}
