import type { Stan } from 'node-nats-streaming';
import { type Delivery, Listener } from '../bus/listener';
import type { Parked } from '../bus/parked';
import type { Ticket, TicketUpdated } from '../events';
import { Subjects } from '../subjects';
import { record, type Transactions } from './transactions';

/** Has the account of an order pay for the ticket that is reserved for it. */
export class TicketUpdatedListener extends Listener<TicketUpdated> {
  readonly subject = Subjects.TicketUpdated;
  readonly queueGroupName = 'transactions';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly transactions: Transactions,
  ) {
    super(stan, parked);
  }

  async onMessage({ order, price }: Ticket, msg: Delivery): Promise<void> {
    if (order) {
      const id = `order-${order.id}`;
      const { account } = order;
      await record(this.transactions, { id, account, kind: 'withdrawal', amount: price });
    }
    msg.ack();
  }
}
