import type { Stan } from 'node-nats-streaming';
import { type Delivery, Listener } from '../bus/listener';
import type { Parked } from '../bus/parked';
import { Unprocessable } from '../bus/unprocessable';
import type { Order, OrderCreated } from '../events';
import { Subjects } from '../subjects';
import type { Tickets } from './tickets';

/** Reserves the ticket of an order, if no other order has it. */
export class OrderCreatedListener extends Listener<OrderCreated> {
  readonly subject = Subjects.OrderCreated;
  readonly queueGroupName = 'tickets';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly tickets: Tickets,
  ) {
    super(stan, parked);
  }

  async onMessage({ id, ticketId, account }: Order, msg: Delivery): Promise<void> {
    const ticket = await this.tickets.find(ticketId);
    // TODO step 5: what if another order has it? And if somebody was quicker?
    const next = { ...ticket!, order: { id, account }, version: ticket!.version + 1 };
    await this.tickets.replace(next, { subject: Subjects.TicketUpdated, data: next });
    msg.ack();
  }
}
