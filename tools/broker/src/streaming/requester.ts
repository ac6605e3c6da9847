import type { Clock, Timer } from '@workbook/clock';
import type { Router } from '../nats/router';
import { newInbox } from './inbox';

const EMPTY = Buffer.alloc(0);

interface Waiting {
  readonly timer: Timer;
  readonly done: (answered: boolean) => void;
}

/**
 * Asks clients whether they are there: an empty message to an inbox of theirs, with a subject for the
 * answer, whatever it is (behaviour document, sections 3.2 and 3.3).
 */
export class Requester {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #prefix = newInbox();
  readonly #waiting = new Map<string, Waiting>();
  #count = 0;

  constructor(router: Router, clock: Clock) {
    this.#router = router;
    this.#clock = clock;
    router.subscribe(`${this.#prefix}.*`, undefined, ({ subject }) => {
      this.#end(subject, true);
    });
  }

  /**
   * @param done called once: true at the answer, false after `timeout` milliseconds, or before this
   *   call returns if nobody listens on `inbox` (section 8, T15)
   */
  ask(inbox: string, timeout: number, done: (answered: boolean) => void): void {
    const reply = `${this.#prefix}.${(++this.#count).toString(36).padStart(8, '0')}`;
    const timer = this.#clock.after(timeout, () => this.#end(reply, false));
    this.#waiting.set(reply, { timer, done });
    if (this.#router.publish(inbox, reply, EMPTY) === 0) this.#end(reply, false);
  }

  #end(reply: string, answered: boolean): void {
    const waiting = this.#waiting.get(reply);
    if (!waiting) return;
    this.#waiting.delete(reply);
    waiting.timer.cancel();
    waiting.done(answered);
  }
}
