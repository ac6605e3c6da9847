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
  // TODO step 3: this may be the next one, one that is in the balance, or one too early.
  const next = { id, balance: balanceAfter(account.balance, transaction), last: number };
  // TODO step 4: another copy may have stored the account since this one has read it.
  await accounts.save(next);
  msg.ack();
}
