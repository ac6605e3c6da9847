import type { Ledger } from '../src/ledger';
import type { OrderUpdated } from '../src/order-updated';

/** The table that all copies share in a test: it writes down every charge, also the second of an order. */
export class FakeLedger implements Ledger {
  readonly charged: string[] = [];
  /** How many charges fail before one succeeds. */
  failures: number;

  constructor({ failures = 0 } = {}) {
    this.failures = failures;
  }

  has(orderId: string): Promise<boolean> {
    return Promise.resolve(this.charged.includes(orderId));
  }

  charge({ orderId }: OrderUpdated): Promise<void> {
    if (this.failures > 0) {
      this.failures--;
      return failed(new Error('the bank does not answer'));
    }
    this.charged.push(orderId);
    return Promise.resolve();
  }
}

/** Rejects, also for a caller who does not look: the test says what that means, not the process. */
function failed(error: Error): Promise<void> {
  const promise = Promise.reject(error);
  promise.catch(() => undefined);
  return promise;
}
