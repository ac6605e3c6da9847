import type { Subjects } from './subjects';

/** What a customer asks for. */
export interface Request {
  /** The account's id: `ann`. */
  readonly account: string;
  readonly kind: 'deposit' | 'withdrawal';
  /** Above 0. */
  readonly amount: number;
}

/** What an event on `transaction:created` says: a transaction of one account, as the transactions service has it. */
export interface Transaction extends Request {
  readonly id: string;
  /** Its place among the transactions of its account: 1 for the first one, and one more with each. */
  readonly number: number;
}

/** Publishes an event; resolves when the broker has stored it, rejects if it has not. */
export type Publish = (channel: Subjects, transaction: Transaction) => Promise<void>;
