import type { Transaction } from '../transaction';
import type { Accounts } from './accounts';

/** What the bank takes whenever a withdrawal leaves less than 0. */
export const fee = 25;

/**
 * Brings the balance of an account up to date, and acknowledges.
 *
 * @throws if the database fails: the event is not acknowledged then, and comes again
 */
export async function onTransaction(
  accounts: Accounts,
  { account: id, kind, amount }: Transaction,
  msg: { ack(): void },
): Promise<void> {
  const account = await accounts.find(id);
  let balance = account?.balance ?? 0;
  balance += kind === 'deposit' ? amount : -amount;
  if (kind === 'withdrawal' && balance < 0) balance -= fee;
  await accounts.save({ id, balance });
  msg.ack();
}
