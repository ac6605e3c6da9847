import type { Delivery } from '../delivery';
import { balanceAfter, type Transaction } from '../transaction';
import type { Accounts } from './accounts';

/** The service that publishes the transactions: it numbers those of each account, and keeps which was done last. */
export interface Publisher {
  /** 0 before the first one. */
  lastProcessed(account: string): Promise<number>;
  processed(account: string, number: number): Promise<void>;
}

/**
 * Asks the publisher which transaction of the account was the last; if this is the next one, brings the account up
 * to date, tells the publisher, and acknowledges. One that was done before is acknowledged; one whose turn has not
 * come is left, and comes again.
 *
 * @throws if the database or the publisher fails: the event is not acknowledged then, and comes again
 */
export async function onTransaction(
  { accounts, publisher }: { accounts: Pick<Accounts, 'change'>; publisher: Publisher },
  transaction: Transaction,
  msg: Delivery,
): Promise<void> {
  const { account, number } = transaction;
  const last = await publisher.lastProcessed(account);
  if (number > last + 1) return;
  if (number === last + 1) {
    await accounts.change(account, (balance) => balanceAfter(balance, transaction));
    await publisher.processed(account, number);
  }
  msg.ack();
}
