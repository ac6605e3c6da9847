import { type Finding, list, Looking, patient, times, type TestBroker } from '@workbook/testkit';
import { once } from 'node:events';
import type { Message, Stan } from 'node-nats-streaming';
import type { stay } from '../src/stay';
import { dial, type Patience } from './clients';
import { channel } from './orders';

/** Books that stay open, as those of `src/books.ts`, and what happened to them. */
export class Books {
  /** Every client that was let in, in order. */
  readonly clients: Stan[] = [];
  /** The orders that were handled, one after the other. */
  readonly handled: string[] = [];
  /** How often a client was wanted, and how often there was no broker. */
  dialled = 0;
  failed = 0;
  lastDialFailed = false;
  /** What became of `stay()`, if it came to an end. */
  end: string | undefined;
  /** How often a client found its broker again. */
  reconnected = 0;
  readonly #lost = new Set<Stan>();
  readonly #looking = new Looking();
  #isOver = false;

  constructor(
    private readonly url: string,
    private readonly patience: Patience,
    /** What is found if nobody catches an error. */
    private readonly uncaught: Finding,
  ) {}

  /** Opens them with what the learner wrote; it need not come back. */
  open(keepOpen: typeof stay): void {
    void (async () =>
      keepOpen(
        () => this.#dial(),
        (stan) => this.#listen(stan),
      ))().catch((error: unknown) => {
      this.#looking.note(() => (this.end = `stay() was rejected: ${String(error)}`));
    });
  }

  /** How many of its clients were told that they are not known any more. */
  get lost(): number {
    return this.#lost.size;
  }

  /** Resolves when it has handled the order. */
  has(orderId: string): Promise<boolean> {
    return this.until(() => this.handled.includes(orderId));
  }

  /** Resolves to true when `condition` holds, or to false after a while. */
  until(condition: () => boolean, ms = patient(2500)): Promise<boolean> {
    return this.#looking.until(condition, ms);
  }

  /** What happened to them, line by line. */
  get story(): string[] {
    return [
      `they have ${this.handled.length > 0 ? `order ${list(this.handled)}` : 'nothing'}`,
      `dial() was called ${times(this.dialled)}: ${this.clients.length} got in${this.failed > 0 ? `, ${this.failed} found no broker` : ''}`,
      `${this.lost} of them heard connection_lost`,
      ...(this.end === undefined ? [] : [this.end]),
    ];
  }

  /** Ends all its clients. Whoever wants another one waits for ever. */
  async close(broker: TestBroker): Promise<void> {
    this.#isOver = true;
    await Promise.all(
      this.clients.filter(isOpen).map(async (stan) => {
        const gone = once(stan, 'close');
        stan.close();
        await gone;
      }),
    );
    await broker.settled();
  }

  async #dial(): Promise<Stan> {
    if (this.#isOver) return new Promise(() => undefined);
    const number = (this.dialled += 1);
    try {
      const stan = await dial(this.url, `books-${number}`, this.patience);
      stan.on('connection_lost', () => this.#looking.note(() => this.#lost.add(stan)));
      stan.on('reconnect', () => this.#looking.note(() => (this.reconnected += 1)));
      this.lastDialFailed = false;
      this.#looking.note(() => this.clients.push(stan));
      return stan;
    } catch (error) {
      this.#looking.note(() => (this.failed += 1));
      this.lastDialFailed = true;
      throw failure(String(error), this.uncaught);
    }
  }

  #listen(stan: Stan): void {
    const all = stan.subscriptionOptions().setDeliverAllAvailable();
    stan
      .subscribe(channel, all)
      // A client that the broker has forgotten is refused: the test tells it by what is not handled.
      .on('error', () => undefined)
      .on('message', (msg: Message) => {
        const { orderId } = JSON.parse(msg.getData().toString()) as { orderId: string };
        this.#looking.note(() => this.handled.push(orderId));
      });
  }
}

/** An error for who catches it as it is; if nobody does, the test has found `uncaught`. */
export function failure(words: string, uncaught: Finding): Error {
  const error = new Error(words);
  error.stack = words;
  error.toString = () => words;
  // Who prints the error sees nothing of it.
  return Object.defineProperty(error, 'finding', { value: uncaught });
}

/** The client forgets its connection when it is closed. */
function isOpen(stan: Stan): boolean {
  const nats = (stan as unknown as { nc?: { closed?: boolean } }).nc;
  return nats !== undefined && nats.closed !== true;
}
