import type { Finding } from '@workbook/testkit';
import type { Stan } from 'node-nats-streaming';
import type { stay } from '../src/stay';
import { failure } from './books';
import { holdTimers } from './timers';

/** Timers as they are for everybody else, whatever the test does to them. */
const really = setTimeout;
const moment = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A `dial()` that fails and takes its time as the test wants, with timers in the test's hands. */
export class Dialling {
  /** No client is let in. */
  isAway = false;
  /** How often it failed. */
  failed = 0;
  /** How often it was called again while the broker was there. */
  succeeding = 0;
  /** How many clients waited at the same time to be let in. */
  most = 0;
  /** The clients that listen, in order. */
  readonly listening: Stan[] = [];
  /** What became of `stay()`, if it was rejected. */
  readonly rejection: string[] = [];
  #waiting = 0;
  #isOver = false;

  constructor(
    private readonly clients: readonly Stan[],
    private readonly uncaught: Finding,
  ) {}

  /** Opens the books with what the learner wrote, and takes the timers. */
  async begin(keepOpen: typeof stay): Promise<void> {
    holdTimers();
    const open = async (): Promise<void> =>
      keepOpen(
        () => this.#dial(),
        (stan) => void this.listening.push(stan),
      );
    void open().catch(
      (error: unknown) => void this.rejection.push(`stay() was rejected: ${String(error)}`),
    );
    await this.pass(10, () => this.listening.length > 0);
  }

  /** The client gives its broker up. */
  lose(stan: Stan): void {
    stan.emit('connection_lost', new Error('stan: max pings exceeded'));
    stan.emit('close');
  }

  /** The server ends the connection of the client, which finds it again before it gives it up. */
  async interrupt(stan: Stan, seconds: number): Promise<void> {
    // As in `src/books.ts`, whoever dialled listens to it.
    stan.once('error', () => undefined);
    stan.emit('error', Object.assign(new Error("'Stale Connection'"), { name: 'NatsError' }));
    stan.emit('disconnect');
    for (let second = 0; second < seconds; second++) {
      stan.emit('reconnecting');
      await this.pass(1);
    }
    stan.emit('reconnect', stan);
  }

  /** Lets seconds pass, until `condition` holds; whoever waits by a clock of his own gets 2 s of it. */
  async pass(seconds: number, condition = (): boolean => false): Promise<void> {
    for (let second = 0; second < seconds && !condition(); second++) {
      await jest.advanceTimersByTimeAsync(1000);
      await moment();
    }
    for (let time = 0; time < 40 && seconds > 10 && this.#isUnsure(condition); time++) {
      await new Promise((resolve) => really(resolve, 50));
    }
  }

  /** Whoever dials from now on waits for ever. */
  end(): void {
    this.#isOver = true;
    jest.useRealTimers();
  }

  #isUnsure(condition: () => boolean): boolean {
    return !this.isAway && !condition();
  }

  async #dial(): Promise<Stan> {
    if (this.#isOver) return new Promise(() => undefined);
    const isFirst = this.listening.length === 0;
    if (this.isAway) {
      await moment();
      this.failed += 1;
      throw failure('NatsError: Could not connect to server', this.uncaught);
    }
    if (!isFirst) {
      this.succeeding += 1;
      this.most = Math.max(this.most, (this.#waiting += 1));
      await new Promise((resolve) => setTimeout(resolve, 2000));
      this.#waiting -= 1;
    }
    return this.clients[this.listening.length] ?? this.clients.at(-1)!;
  }
}
