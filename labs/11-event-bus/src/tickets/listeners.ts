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
    // An order is of a ticket of which this service has told.
    if (!ticket) throw new Unprocessable(`there is no ticket ${ticketId}`);
    if (!ticket.order) {
      const next = { ...ticket, order: { id, account }, version: ticket.version + 1 };
      const event = { subject: Subjects.TicketUpdated, data: next } as const;
      // Somebody was quicker: this order comes again.
      if (!(await this.tickets.replace(next, event))) return;
    }
    msg.ack();
  }
}
