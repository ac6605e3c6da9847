import type { Delivery } from '../delivery';
import { balanceAfter, type Transaction } from '../transaction';

/** All balances in one row, with the number of the last event that is in them. */
export interface Bank {
  /** The broker's number; 0 before the first event. */
  readonly last: number;
  readonly balances: Readonly<Record<string, number>>;
}

/** The row that all copies share. */
export interface SharedRow {
  read(): Promise<Bank>;
  /** Stores `bank` if `last` is still the last event; resolves to whether it is. */
  replace(bank: Bank, last: number): Promise<boolean>;
}

/**
 * Brings an account up to date if the event is the next one of the channel, and acknowledges. An event that was
 * done before is acknowledged; one whose turn has not come is left, and comes again.
 */
export async function onTransaction(
  row: SharedRow,
  transaction: Transaction,
  msg: Delivery,
): Promise<void> {
  const { last, balances } = await row.read();
  if (msg.sequence > last + 1) return;
  if (msg.sequence === last + 1) {
    const { account } = transaction;
    const balance = balanceAfter(balances[account] ?? 0, transaction);
    const bank = { last: msg.sequence, balances: { ...balances, [account]: balance } };
    if (!(await row.replace(bank, last))) return;
  }
  msg.ack();
}
