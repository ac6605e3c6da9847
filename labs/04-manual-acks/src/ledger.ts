import type { OrderUpdated } from './order-updated';

/** The table of what has been charged, in the database that all copies of payments share. */
export interface Ledger {
  /** Whether the order has been charged already. */
  has(orderId: string): Promise<boolean>;
  /**
   * Charges the card for an order, and writes it down.
   *
   * @throws if the bank or the database does not answer; nothing has been charged then
   */
  charge(data: OrderUpdated): Promise<void>;
}

/** The bank answers or refuses within this time, in milliseconds. */
export const longestCharge = 3000;
