import type { Ledger } from './ledger';
import type { OrderUpdated } from './order-updated';

/** What one copy of payments does with its events. */
export class Handler {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Takes an event from the subscription. A charge that fails is reported and comes again. */
  onMessage(data: OrderUpdated): void {
    this.charge(data).catch((error: unknown) => {
      console.error(`order ${data.orderId} was not charged: ${String(error)}`);
    });
  }

  /**
   * Charges the card for an order, and returns to the broker, does it not?
   *
   * @throws if the ledger does
   */
  async charge(data: OrderUpdated): Promise<void> {
    if (!(await this.#ledger.has(data.orderId))) await this.#ledger.charge(data);
  }
}
