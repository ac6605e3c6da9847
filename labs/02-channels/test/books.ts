import { once } from 'node:events';
import type { Stan, Subscription } from 'node-nats-streaming';
import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '../src/audit';
import { stay } from '../src/stay';
import { dial, hangUp } from './clients';

/** An audit that stays, and what it did. */
export class Books {
  readonly clients: Stan[] = [];
  /** The orders that it handled, one after the other. */
  readonly handled: string[] = [];
  readonly #url: string;
  #looking = (): void => undefined;

  constructor(
    url: string,
    /** What its client IDs begin with. */
    readonly name: string,
  ) {
    this.#url = url;
  }

  /** Resolves when it listens. */
  async open(): Promise<void> {
    let subscription: Subscription | undefined;
    await stay(
      async () => {
        const stan = await dial(this.#url, `${this.name}-${this.clients.length + 1}`);
        this.clients.push(stan);
        return stan;
      },
      (stan) => {
        subscription = listen(stan, (data) => this.#note(data.orderId));
        // A client that the broker has forgotten is refused: the test tells it by what is not handled.
        subscription.on('error', () => undefined);
      },
    );
    if (subscription) await once(subscription, 'ready');
  }

  /** Resolves when it has handled the order, or after 4 s. */
  async has(orderId: string): Promise<boolean> {
    const handled = new Promise<void>((resolve) => {
      this.#looking = () => this.handled.includes(orderId) && resolve();
      this.#looking();
    });
    const limit = new AbortController();
    await Promise.race([
      handled,
      wait(4000, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    return this.handled.includes(orderId);
  }

  /** Closes every client that it ever had. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map(async (stan) => isOpen(stan) && hangUp(stan)));
  }

  #note(orderId: string): void {
    this.handled.push(orderId);
    this.#looking();
  }
}

function isOpen(stan: Stan): boolean {
  const nats = (stan as unknown as { nc?: { closed?: boolean } }).nc;
  return nats !== undefined && nats.closed !== true;
}
