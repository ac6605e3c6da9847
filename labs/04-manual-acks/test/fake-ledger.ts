import type { Ledger } from '../src/ledger';
import type { OrderUpdated } from '../src/order-updated';

/** What a test has happen first: it may throw, or return what has to be waited for. */
type First = (orderId: string) => unknown;

/** The table that all copies share in a test: it writes down every charge, also the second of an order. */
export class FakeLedger implements Ledger {
  readonly charged: string[] = [];
  /** The order of each call of `charge()`, however it ended. */
  readonly begun: string[] = [];
  /** Before the table is looked into. */
  beforeLook: First = () => undefined;
  /** Before the card is charged: nothing has been charged if it fails. */
  beforeCharge: First = () => undefined;
  /** After the card has been charged, and before whoever did it hears of it. */
  afterCharge: First = () => undefined;

  async has(orderId: string): Promise<boolean> {
    await this.beforeLook(orderId);
    return this.charged.includes(orderId);
  }

  /** Not async: what `beforeCharge` throws is thrown at once, and not a promise that rejects. */
  charge({ orderId }: OrderUpdated): Promise<void> {
    this.begun.push(orderId);
    return Promise.resolve(this.beforeCharge(orderId)).then(async () => {
      this.charged.push(orderId);
      await this.afterCharge(orderId);
    });
  }
}

/** The ways in which a bank and a database fail. */
export const failures: readonly { readonly words: string; readonly fail: () => unknown }[] = [
  { words: 'an Error', fail: () => reject(new Error('the bank does not answer')) },
  { words: 'another Error', fail: () => reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')) },
  { words: 'a string', fail: () => reject('stan: connect request timeout') },
  { words: 'undefined', fail: () => reject(undefined) },
  { words: 'a SyntaxError', fail: () => reject(new SyntaxError('Unexpected token <')) },
  {
    words: 'an Error that was thrown at once',
    fail: () => {
      throw new TypeError('Invalid URL');
    },
  },
];

function reject(reason: unknown): Promise<never> {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as libraries do
  return Promise.reject(reason);
}
