import type { Message } from 'node-nats-streaming';
import type { Transaction } from '../events';
import type { Accounts } from './accounts';
import { balanceAfter } from './balance';

/** The last number of each account. */
const numbers = new Map<string, number>();

/**
 * Brings an account to where it stands after a transaction, if that is the next one; acknowledges what is in the
 * balance.
 *
 * @throws if the database fails: the event is not acknowledged then, and comes again
 */
export async function onTransaction(
  accounts: Accounts,
  transaction: Transaction,
  msg: Message,
): Promise<void> {
  const { account: id, number } = transaction;
  const last = numbers.get(id) ?? 0;
  if (number > last + 1) return;
  if (number === last + 1) {
    const { balance } = (await accounts.find(id)) ?? { balance: 0 };
    await accounts.save({ id, balance: balanceAfter(balance, transaction), last: number });
    numbers.set(id, number);
  }
  msg.ack();
}
