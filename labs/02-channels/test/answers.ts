import type { Stan } from 'node-nats-streaming';
import { read } from './orders';

/** What a client tells whoever publishes. */
export type Answer = Error | string | undefined;

/**
 * Has the client publish as ever, and keep the broker's answers to itself: a broker that takes its time.
 *
 * @returns gives each event that waits the answer
 */
export function withhold(stan: Stan): (answer: Answer) => void {
  const publish = stan.publish.bind(stan);
  const waiting: ((answer: Answer) => void)[] = [];
  stan.publish = (subject, data, callback): string => {
    waiting.push((answer) => callback?.(answer as Error | undefined, 'guid'));
    return publish(subject, data, () => undefined);
  };
  return (answer) => {
    for (const tell of waiting.splice(0)) tell(answer);
  };
}

/** Has the broker refuse one order of a client and store the others: the order goes to a name that is no channel. */
export function refuse(stan: Stan, orderId: string): void {
  const publish = stan.publish.bind(stan);
  stan.publish = (subject, data, callback): string => {
    const event = read(Buffer.from(data ?? '').toString()) as { orderId?: unknown } | null;
    const isRefused = event?.orderId === orderId;
    return publish(isRefused ? 'order/updated' : subject, data, callback);
  };
}

/** Hands the broker's own answers on when the test wants. */
export class LateAnswers {
  readonly #answers: (() => void)[] = [];
  #look = (): void => undefined;

  constructor(stan: Stan) {
    const publish = stan.publish.bind(stan);
    stan.publish = (subject, data, callback): string =>
      publish(subject, data, (...answer) => {
        this.#answers.push(() => callback?.(...answer));
        this.#look();
      });
  }

  /** Resolves when the broker has answered so many. */
  async came(count: number): Promise<void> {
    while (this.#answers.length < count) {
      await new Promise<void>((resolve) => (this.#look = resolve));
    }
  }

  handOn(): void {
    for (const tell of this.#answers.splice(0)) tell();
  }
}

/** What has become of a promise so far. */
export class Outcome {
  /** `pending`, `resolved` or `rejected`. */
  state = 'pending';
  /** What it was rejected with. */
  reason: unknown;
  readonly settled: Promise<void>;

  constructor(call: () => Promise<void>) {
    this.settled = (async () => call())().then(
      () => void (this.state = 'resolved'),
      (reason: unknown) => {
        this.state = 'rejected';
        this.reason = reason;
      },
    );
  }

  /** `resolved`, or `rejected: Error: ...` */
  get words(): string {
    if (this.state !== 'rejected') return this.state;
    if (this.reason instanceof Error) return `rejected with the Error "${this.reason.message}"`;
    return `rejected with the ${typeof this.reason} "${String(this.reason)}"`;
  }

  /** What the shop tells its customer: `src/shop.ts` says "please try again: " and this. */
  get message(): unknown {
    return (this.reason as { message?: unknown } | undefined)?.message;
  }
}
