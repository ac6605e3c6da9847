import { performance } from 'node:perf_hooks';

/** A timer that has been set and may still be cancelled. */
export interface Timer {
  /** Does nothing once the timer has fired. */
  cancel(): void;
}

/** All the broker knows of time; handed in, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch, with a fraction. */
  now(): number;
  /** Runs `run` once, `ms` milliseconds from now. */
  after(ms: number, run: () => void): Timer;
}

/** The machine's time. Its timers do not keep the process alive: sockets do. */
export class RealClock implements Clock {
  /** When the process began: asked for with every message, it would cost as much as the time since. */
  readonly #origin = performance.timeOrigin;

  now(): number {
    return this.#origin + performance.now();
  }

  after(ms: number, run: () => void): Timer {
    const timeout = setTimeout(run, ms).unref();
    return { cancel: () => clearTimeout(timeout) };
  }
}
