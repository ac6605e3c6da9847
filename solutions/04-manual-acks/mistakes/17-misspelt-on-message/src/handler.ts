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
  onMesage(data: OrderUpdated, msg: Message): void {
    this.charge(data, msg).catch((error: unknown) => {
      console.error(`order ${data.orderId} was not charged: ${String(error)}`);
    });
  }

  /**
   * Charges the card for an order.
   *
   * @throws if the ledger does; the event is not acknowledged then
   */
  async charge(data: OrderUpdated, msg: Message): Promise<void> {
    if (!(await this.#ledger.has(data.orderId))) await this.#ledger.charge(data);
    msg.ack();
  }
}
