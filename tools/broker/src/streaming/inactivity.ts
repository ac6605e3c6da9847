import type { Clock, Timer } from '../clock';

/** Finds out that a channel has been of no use for a while (behaviour document, section 3.6). */
export class Inactivity {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #isActive: () => boolean;
  readonly #over: () => void;
  #lastUse = 0;
  #timer: Timer | undefined;

  /**
   * @param max milliseconds; 0: it may be of no use for ever
   * @param isActive true while somebody is subscribed: then no time passes
   * @param over called once, `max` after the last use
   */
  constructor(clock: Clock, max: number, isActive: () => boolean, over: () => void) {
    this.#clock = clock;
    this.#max = max;
    this.#isActive = isActive;
    this.#over = over;
    this.used();
  }

  /** Somebody published, or a subscription has ended. */
  used(): void {
    if (this.#max === 0) return;
    this.#lastUse = this.#clock.now();
    // The timer that runs is left alone: to set one for every message would cost too much.
    if (!this.#timer) this.#wait(this.#max);
  }

  #wait(ms: number): void {
    this.#timer = this.#clock.after(ms, () => this.#check());
  }

  #check(): void {
    this.#timer = undefined;
    if (this.#isActive()) return;
    const rest = this.#lastUse + this.#max - this.#clock.now();
    if (rest > 0) this.#wait(rest);
    else this.#over();
  }
}
