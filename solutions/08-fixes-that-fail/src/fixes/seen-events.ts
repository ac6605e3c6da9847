import type { Delivery } from '../delivery';
import { balanceAfter, type Transaction } from '../transaction';
import type { Accounts } from './accounts';

/** A table of the events that were seen, with a unique index. */
export interface Seen {
  /** Resolves to false if it is there already. */
  add(event: string): Promise<boolean>;
  remove(event: string): Promise<void>;
}

/**
 * Brings an account up to date unless the event was seen before, and acknowledges. It is marked as seen first, so
 * that of two copies that have it at once one does the work.
 *
 * @throws if the database fails: the mark is taken back then, and the event comes again
 */
export async function onTransaction(
  { accounts, seen }: { accounts: Pick<Accounts, 'change'>; seen: Seen },
  transaction: Transaction,
  msg: Delivery,
): Promise<void> {
  const event = `${msg.channel} #${msg.sequence}`;
  if (await seen.add(event)) {
    try {
      await accounts.change(transaction.account, (balance) => balanceAfter(balance, transaction));
    } catch (error) {
      await seen.remove(event);
      throw error;
    }
  }
  msg.ack();
}
