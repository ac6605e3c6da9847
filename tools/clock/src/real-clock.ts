import { performance } from 'node:perf_hooks';
import type { Clock, Timer } from './clock';

/** A timer of Node that is set for longer than this fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's time. Its timers do not keep the process alive: sockets do. */
export class RealClock implements Clock {
  /** When the process began: asked for with every message, it would cost as much as the time since. */
  readonly #origin = performance.timeOrigin;

  now(): number {
    return this.#origin + performance.now();
  }

  wall(): number {
    return this.now();
  }

  stamp(): number {
    return this.now();
  }

  after(ms: number, run: () => void): Timer {
    if (ms > LONGEST_MS) return this.#inStages(ms, run);
    const timeout = setTimeout(run, ms).unref();
    return { cancel: () => clearTimeout(timeout) };
  }

  #inStages(ms: number, run: () => void): Timer {
    const stage = (): void => {
      timer = this.after(ms - LONGEST_MS, run);
    };
    let timer = this.after(LONGEST_MS, stage);
    return { cancel: () => timer.cancel() };
  }
}
