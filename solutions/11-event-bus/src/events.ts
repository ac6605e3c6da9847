import type { Subjects } from './subjects';

/** What an event says of a ticket: the whole of it, as it stands at this version. */
export interface Ticket {
  readonly id: string;
  readonly title: string;
  readonly price: number;
  /** Which state of the ticket this is: 0 when it is made, and one more with each change. */
  readonly version: number;
  /** The order that has reserved it, and the account that pays, if one has. */
  readonly order?: { readonly id: string; readonly account: string };
}

/** What an event says of an order: somebody wants a ticket, and says who pays. */
export interface Order {
  readonly id: string;
  readonly ticketId: string;
  readonly account: string;
}

/** What an event says of a transaction: money that comes or goes, as the account's number so many. */
export interface Transaction {
  readonly id: string;
  readonly account: string;
  /** 1 for the first transaction of an account, and one more with each. */
  readonly number: number;
  readonly kind: 'deposit' | 'withdrawal';
  readonly amount: number;
}

/** Tickets has made a ticket. */
export interface TicketCreated {
  readonly subject: Subjects.TicketCreated;
  readonly data: Ticket;
}

/** Tickets has changed one, or an order has reserved it. */
export interface TicketUpdated {
  readonly subject: Subjects.TicketUpdated;
  readonly data: Ticket;
}

/** Orders has taken an order. */
export interface OrderCreated {
  readonly subject: Subjects.OrderCreated;
  readonly data: Order;
}

/** Transactions has numbered a transaction. */
export interface TransactionCreated {
  readonly subject: Subjects.TransactionCreated;
  readonly data: Transaction;
}

/** Every event of the shop: a channel, and what is said on it. */
export type BusEvent = TicketCreated | TicketUpdated | OrderCreated | TransactionCreated;
