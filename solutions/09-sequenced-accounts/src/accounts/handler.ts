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
  // #region step 3: apply, skip or wait
  if (number > account.last + 1) return;
  if (number <= account.last) {
    msg.ack();
    return;
  }
  // #starter
  //: // TODO step 3: this may be the next one, one that is in the balance, or one too early.
  // #endregion
  const next = { id, balance: balanceAfter(account.balance, transaction), last: number };
  // #region step 4: if nobody was quicker
  if (!(await accounts.replace(next, account.last))) return;
  // #starter
  //: // TODO step 4: another copy may have stored the account since this one has read it.
  //: await accounts.save(next);
  // #endregion
  msg.ack();
}
