import type { Stan } from 'node-nats-streaming';
import { type Delivery, Listener } from '../bus/listener';
import type { Parked } from '../bus/parked';
import type { Transaction, TransactionCreated } from '../events';
import { Subjects } from '../subjects';
import type { Accounts } from './accounts';
import { balanceAfter } from './balance';

/** Brings an account to where it stands after its next transaction. */
export class TransactionCreatedListener extends Listener<TransactionCreated> {
  readonly subject = Subjects.TransactionCreated;
  readonly queueGroupName = 'accounts';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly accounts: Accounts,
  ) {
    super(stan, parked);
  }

  async onMessage(transaction: Transaction, msg: Delivery): Promise<void> {
    const { account: id, number } = transaction;
    const account = (await this.accounts.find(id)) ?? { balance: 0, last: 0 };
    const next = { id, balance: balanceAfter(account.balance, transaction), last: number };
    if (number > account.last + 1) return;
    if (number === account.last + 1 && !(await this.accounts.replace(next, account.last))) return;
    msg.ack();
  }
}
