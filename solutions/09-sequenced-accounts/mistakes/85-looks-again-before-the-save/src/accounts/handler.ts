import type { Message } from 'node-nats-streaming';
import type { Transaction } from '../events';
import type { Accounts } from './accounts';
import { balanceAfter } from './balance';

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
  const account = (await accounts.find(id)) ?? { balance: 0, last: 0 };
  if (number > account.last + 1) return;
  if (number <= account.last) {
    msg.ack();
    return;
  }
  const next = { id, balance: balanceAfter(account.balance, transaction), last: number };
  const now = (await accounts.find(id)) ?? { last: 0 };
  if (now.last !== account.last) return;
  await accounts.save(next);
  msg.ack();
}
