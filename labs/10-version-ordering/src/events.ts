import { Subjects } from './subjects';

/** What an event on `ticket:created` or `ticket:updated` says: the whole ticket, as it stands at this version. */
export interface TicketEvent {
  /** The ticket's id, in hexadecimal digits. */
  readonly id: string;
  readonly title: string;
  readonly price: number;
  /** Which state of the ticket this is: 0 when it is made, and one more with each change. */
  readonly version: number;
  /** The order that has reserved it, if one has. */
  readonly orderId?: string;
}

/** What an event on `order:created` says: somebody has ordered a ticket. */
export interface OrderCreated {
  readonly id: string;
  readonly ticketId: string;
}

/** What an event says, by its channel. */
export interface EventOf {
  readonly [Subjects.TicketCreated]: TicketEvent;
  readonly [Subjects.TicketUpdated]: TicketEvent;
  readonly [Subjects.OrderCreated]: OrderCreated;
}

/** Publishes an event; resolves when the broker has stored it, rejects if it has not. */
export type Publish = (channel: Subjects, data: TicketEvent) => Promise<void>;
