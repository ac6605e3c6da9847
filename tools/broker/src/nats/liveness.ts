import type { Clock, Timer } from '@workbook/clock';
import type { CoreLimits } from './limits';

/** So soon after its CONNECT a client is asked first; then it is asked at every interval. */
const FIRST_PING_MS = 2000;

/** What is to happen to one client in the course of time. */
export interface LivenessActions {
  ping(): void;
  stale(): void;
}

type PingLimits = Pick<CoreLimits, 'pingInterval' | 'pingMax'>;

/** Asks a client that has been quiet whether it is still there (behaviour document, section 1.6). */
export class Liveness {
  readonly #clock: Clock;
  readonly #limits: PingLimits;
  readonly #actions: LivenessActions;
  #timer: Timer;
  #unanswered = 0;
  /** True if the client has sent something since the last tick. */
  #active = false;

  constructor(clock: Clock, limits: PingLimits, actions: LivenessActions) {
    this.#clock = clock;
    this.#limits = limits;
    this.#actions = actions;
    this.#timer = this.#after(limits.pingInterval);
  }

  /** The client sent CONNECT. */
  introduced(): void {
    this.#timer.cancel();
    const soon = Math.min(FIRST_PING_MS, this.#limits.pingInterval);
    this.#timer = this.#clock.after(soon, () => this.#ask());
  }

  /** The client sent something, whatever it was. */
  heard(): void {
    this.#active = true;
  }

  /** The client sent a PONG. */
  answered(): void {
    this.#unanswered = 0;
  }

  stop(): void {
    this.#timer.cancel();
  }

  #tick(): void {
    if (this.#active) this.#wait();
    else this.#ask();
  }

  #ask(): void {
    if (this.#unanswered === this.#limits.pingMax) {
      this.#actions.stale();
      return;
    }
    this.#unanswered += 1;
    this.#wait();
    this.#actions.ping();
  }

  #wait(): void {
    this.#active = false;
    this.#timer = this.#after(this.#limits.pingInterval);
  }

  #after(interval: number): Timer {
    return this.#clock.after(interval, () => this.#tick());
  }
}
