import type { Stan } from 'node-nats-streaming';
import { type Delivery, Listener } from '../bus/listener';
import type { Parked } from '../bus/parked';
import type { Ticket, TicketCreated, TicketUpdated } from '../events';
import { Subjects } from '../subjects';
import type { Copies } from './copies';

/** Makes the copy of a ticket. */
export class TicketCreatedListener extends Listener<TicketCreated> {
  readonly subject = Subjects.TicketCreated;
  readonly queueGroupName = 'orders';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly copies: Copies,
  ) {
    super(stan, parked);
  }

  async onMessage(ticket: Ticket, msg: Delivery): Promise<void> {
    await this.copies.insert(ticket);
    msg.ack();
  }
}

/** Brings the copy of a ticket to its next version. */
export class TicketUpdatedListener extends Listener<TicketUpdated> {
  readonly subject = Subjects.TicketUpdated;
  readonly queueGroupName = 'orders';

  constructor(
    stan: Stan,
    parked: Parked,
    private readonly copies: Copies,
  ) {
    super(stan, parked);
  }

  async onMessage(ticket: Ticket, msg: Delivery): Promise<void> {
    if (!(await this.copies.replace(ticket, ticket.version - 1))) {
      const copy = await this.copies.find(ticket.id);
      const isDone = copy !== undefined && copy.version >= ticket.version;
      if (!isDone) return;
    }
    msg.ack();
  }
}
