import type { Delivery } from '../bus/listener';
import { Unprocessable } from '../bus/unprocessable';
import type { BusEvent, Order, Ticket } from '../events';
import { Subjects } from '../subjects';

/** What the listener uses of the service: the database and the bus, each behind a function. */
export interface Ports {
  readonly tickets: {
    /** @returns undefined if there is none */
    find(id: string): Promise<Ticket | undefined>;
    /**
     * Stores the next state of a ticket, if it still stands at `version`.
     *
     * @returns whether it did: somebody else may have been quicker
     */
    replace(next: Ticket, version: number): Promise<boolean>;
  };
  /** Resolves when the broker has stored the event. */
  publish(event: BusEvent): Promise<void>;
}

/** Handles an order. */
export interface OrderHandler {
  onMessage(order: Order, msg: Delivery): Promise<void>;
}

/** Makes the listener that is to be tested: the right one, or another that does the same, or a broken one. */
export type Make = (ports: Ports) => OrderHandler;

/** Tells of a test, which fails if `run` throws or rejects. */
export type Test = (name: string, run: () => Promise<void> | void) => void;

/** Reserves the ticket of an order, if no other order has it. It is right, and has no tests. */
export class ReserveListener implements OrderHandler {
  constructor(private readonly ports: Ports) {}

  async onMessage({ id, ticketId, account }: Order, msg: Delivery): Promise<void> {
    const { tickets } = this.ports;
    const ticket = await tickets.find(ticketId);
    if (!ticket) throw new Unprocessable(`there is no ticket ${ticketId}`);
    if (!ticket.order) {
      const next = { ...ticket, order: { id, account }, version: ticket.version + 1 };
      // Somebody was quicker: the order comes again.
      if (!(await tickets.replace(next, ticket.version))) return;
      await this.#tell(next);
    } else if (ticket.order.id === id) {
      // It may have been saved and not told.
      await this.#tell(ticket);
    }
    msg.ack();
  }

  #tell(ticket: Ticket): Promise<void> {
    return this.ports.publish({ subject: Subjects.TicketUpdated, data: ticket });
  }
}
