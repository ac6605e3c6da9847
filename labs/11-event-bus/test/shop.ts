import type { Order, Ticket, Transaction } from '../src/events';

export const SERVICE_NAMES = ['tickets', 'orders', 'transactions', 'accounts'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** The shop as a storm has it: what customers may ask for, and what may happen to it. */
export interface Shop {
  /** Each resolves to what a copy says, or to undefined if it cannot, or dies before. */
  ticket(price: number): Promise<Pick<Ticket, 'id'> | undefined>;
  price(id: string, price: number): Promise<Pick<Ticket, 'version'> | undefined>;
  order(ticketId: string, account: string): Promise<Pick<Order, 'id'> | undefined>;
  deposit(account: string, amount: number): Promise<Pick<Transaction, 'id'> | undefined>;
  /** Starts one more copy of a service. */
  start(service: ServiceName): Promise<void>;
  /** Ends the process of one copy of a service, which tells nobody. */
  kill(service: ServiceName): Promise<void>;
  /** Has the database of a service, at least, not answer. @returns what ends that */
  hold(service: ServiceName): () => void;
  /** Resolves when all copies have done what they do with what has come to them, unless they wait for a database. */
  quiet(): Promise<void>;
}
