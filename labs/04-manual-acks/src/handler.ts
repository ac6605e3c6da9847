import type { Message } from 'node-nats-streaming';
import type { Ledger } from './ledger';
import type { OrderUpdated } from './order-updated';

/** What one copy of payments does with its events. */
export class Handler {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Takes an event from the subscription. A charge that fails is reported and comes again. */
  onMessage(data: OrderUpdated, msg: Message): void {
    // TODO step 5: who takes the error when charge() fails?
    void this.charge(data, msg);
  }

  /**
   * Charges the card for an order.
   *
   * @throws if the ledger does; the event is not acknowledged then
   */
  async charge(data: OrderUpdated, msg: Message): Promise<void> {
    // TODO step 4: a copy crashed, and here is its event. Had it come as far as charging?
    await this.#ledger.charge(data);
    // TODO step 2: nobody tells the broker that this event is done.
  }
}
