import type { Clock, Timer } from '../clock';

/** Soon after it connected a client is asked first; then it is asked every other minute. */
const FIRST_PING_MS = 2000;
const PING_INTERVAL_MS = 120_000;
/** The PING after so many without an answer is not sent: the client is stale. */
const MAX_UNANSWERED = 2;

/** What is to happen to one client in the course of time. */
export interface LivenessActions {
  ping(): void;
  stale(): void;
}

/** Asks a client that has been quiet whether it is still there (behaviour document, section 1.6). */
export class Liveness {
  readonly #clock: Clock;
  readonly #actions: LivenessActions;
  #timer: Timer;
  #unanswered = 0;
  /** True if the client has sent something since the last tick. */
  #active = false;

  constructor(clock: Clock, actions: LivenessActions) {
    this.#clock = clock;
    this.#actions = actions;
    this.#timer = clock.after(FIRST_PING_MS, () => this.#ask());
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
    if (this.#unanswered === MAX_UNANSWERED) {
      this.#actions.stale();
      return;
    }
    this.#unanswered += 1;
    this.#wait();
    this.#actions.ping();
  }

  #wait(): void {
    this.#active = false;
    this.#timer = this.#clock.after(PING_INTERVAL_MS, () => this.#tick());
  }
}
