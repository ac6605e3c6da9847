import type { Delivery } from '../delivery';
import { balanceAfter, type Transaction } from '../transaction';
import type { Accounts } from './accounts';

/** Of this service there is one copy, and the broker gives it the next event when it has acknowledged the last. */
export const maxInFlight = 1;

/**
 * Brings an account up to date, and acknowledges. With one copy that does one thing at a time, nothing is to overtake.
 *
 * @throws if the database fails: the event is not acknowledged then, and comes again
 */
export async function onTransaction(
  accounts: Pick<Accounts, 'find' | 'save'>,
  transaction: Transaction,
  msg: Delivery,
): Promise<void> {
  const { account: id } = transaction;
  const account = await accounts.find(id);
  await accounts.save({ id, balance: balanceAfter(account?.balance ?? 0, transaction) });
  msg.ack();
}
