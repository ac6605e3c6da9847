import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The bank that the copies of a test ask to charge cards: it answers when the test says so, and knows which
 * charges were begun.
 */
export class Bank {
  /** The orders that it was asked to charge, in the order in which it was asked. */
  readonly asked: string[] = [];
  readonly #unanswered = new Map<string, ServerResponse>();
  readonly #server = createServer(({ url = '' }, response) => {
    const orderId = url.slice(1);
    this.asked.push(orderId);
    this.#unanswered.set(orderId, response);
  });

  /** What a copy finds in its environment. */
  get env(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return { BANK_URL: `http://127.0.0.1:${port}` };
  }

  /** The card of this order is charged. */
  charge(orderId: string): void {
    this.#answer(orderId, 200);
  }

  /** The card of this order is not charged: there is no money. */
  decline(orderId: string): void {
    this.#answer(orderId, 402);
  }

  async open(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(orderId: string, status: number): void {
    this.#unanswered.get(orderId)?.writeHead(status).end();
    this.#unanswered.delete(orderId);
  }
}

/** @returns a function that gives the bank of the running test */
export function useBank(): () => Bank {
  let bank: Bank;
  beforeEach(async () => {
    bank = new Bank();
    await bank.open();
  });
  afterEach(() => bank.close());
  return () => bank;
}
