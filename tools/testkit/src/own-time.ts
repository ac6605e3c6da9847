import { AsyncLocalStorage } from 'node:async_hooks';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { TestBroker } from './test-broker';

/** Shorter than an ackWait and the heartbeats of a broker: both find what the learner's code has done. */
const LONGEST_STEP_MS = 2000;

interface Timer {
  readonly due: number;
  readonly every: number | undefined;
  readonly run: () => void;
}

/**
 * The time of the learner's code, which a test lets pass together with that of the broker: a deadline of
 * 2 s is over after `pass(2000)`. On a real server time passes by itself, and this does nothing.
 */
export class OwnTime {
  readonly #isReal: boolean;
  readonly #inside = new AsyncLocalStorage<true>();
  readonly #timers = new Map<object, Timer>();
  readonly #begin = Date.now();
  readonly #beginMonotonic = performance.now();
  #now = 0;

  constructor(isReal = Boolean(process.env.NATS_STREAMING_SERVER)) {
    this.#isReal = isReal;
  }

  /** Runs code of the learner; what it starts goes on in this time. */
  run<T>(code: () => T): T {
    return this.#isReal ? code() : this.#inside.run(true, code);
  }

  /** Lets `ms` pass for `broker` and in this time, from timer to timer: each finds what came before it. */
  async passWith(broker: TestBroker, ms: number): Promise<void> {
    if (this.#isReal) return broker.pass(`${ms}ms`);
    for (let left = ms; left > 0;) {
      const step = this.untilNext(Math.min(left, LONGEST_STEP_MS));
      await broker.pass(`${step}ms`);
      this.pass(step);
      await broker.settled();
      left -= step;
    }
  }

  /** How long until the next timer is due, at most `ms`: a tenth of a second or more. */
  untilNext(ms: number): number {
    const dues = [...this.#timers.values()].map(({ due }) => due - this.#now);
    return Math.min(ms, ...dues.map((due) => Math.max(due, 100)));
  }

  /** Runs what is due within `ms`. */
  pass(ms: number): void {
    this.#now += ms;
    for (const [key, timer] of this.#timers) {
      if (timer.due > this.#now) continue;
      this.#timers.delete(key);
      if (timer.every !== undefined)
        this.#timers.set(key, { ...timer, due: this.#now + timer.every });
      timer.run();
    }
  }

  /**
   * Puts it in the place of the timers and the clock.
   *
   * @returns a function that puts those back
   */
  install(): () => void {
    if (this.#isReal) return () => undefined;
    const real = { setTimeout, clearTimeout, setInterval, clearInterval, Date };
    const restoreClocks = this.#installClocks();
    const later = promises.setTimeout;
    const start =
      (repeats: boolean, ordinary: typeof setTimeout) =>
      (run: (...args: unknown[]) => void, ms = 1, ...args: unknown[]): unknown => {
        if (!this.#inside.getStore()) return ordinary(run, ms, ...args);
        return this.#start(() => run(...args), ms, repeats);
      };
    const stop =
      (ordinary: typeof clearTimeout) =>
      (timer: never): void => {
        if (!this.#timers.delete(timer)) ordinary(timer);
      };
    const wait = async <T>(ms?: number, value?: T, options?: object): Promise<T | undefined> => {
      if (!this.#inside.getStore()) return later(ms, value, options);
      await new Promise<void>((resolve) => this.#start(resolve, ms ?? 1, false));
      return value;
    };
    const inside = (): boolean => this.#inside.getStore() === true;
    const now = (): number => this.#begin + this.#now;
    class OwnDate extends Date {
      constructor(...args: unknown[]) {
        super(...((args.length === 0 && inside() ? [now()] : args) as [number]));
      }
      static override now(): number {
        return inside() ? now() : real.Date.now();
      }
    }
    promises.setTimeout = wait as typeof later;
    Object.assign(globalThis, {
      setTimeout: Object.assign(start(false, real.setTimeout), { [promisify.custom]: wait }),
      setInterval: start(true, real.setInterval as never),
      clearTimeout: stop(real.clearTimeout),
      clearInterval: stop(real.clearInterval),
      Date: OwnDate,
    });
    return () => {
      promises.setTimeout = later;
      Object.assign(globalThis, real);
      restoreClocks();
    };
  }

  /** The clocks that nobody sets, and the signal that is a deadline. */
  #installClocks(): () => void {
    const now = performance.now.bind(performance);
    const { hrtime } = process;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const inside = (): boolean => this.#inside.getStore() === true;
    const ownNow = (): number => (inside() ? this.#beginMonotonic + this.#now : now());
    const nanoseconds = (): bigint =>
      inside() ? BigInt(Math.round(ownNow() * 1e6)) : hrtime.bigint();
    const ownHrtime = (before?: [number, number]): [number, number] => {
      if (!inside()) return hrtime(before);
      const [seconds, rest] = before ?? [0, 0];
      const passed = nanoseconds() - BigInt(seconds) * 1_000_000_000n - BigInt(rest);
      return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
    };
    const ownTimeout = (ms: number): AbortSignal => {
      if (!inside()) return timeout(ms);
      const controller = new AbortController();
      const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
      this.#start(() => controller.abort(reason), ms, false);
      return controller.signal;
    };
    const restore = [
      replace(performance, 'now', ownNow),
      replace(process, 'hrtime', Object.assign(ownHrtime, { bigint: nanoseconds })),
      replace(AbortSignal, 'timeout', ownTimeout),
    ];
    return () => restore.forEach((back) => back());
  }

  #start(run: () => void, ms: number, repeats: boolean): object {
    const key = { ref: () => key, unref: () => key, hasRef: () => true, refresh: () => key };
    const duration = Math.max(1, ms);
    // What it starts in turn is the learner's too.
    const inside = AsyncLocalStorage.bind(run);
    this.#timers.set(key, {
      due: this.#now + duration,
      every: repeats ? duration : undefined,
      run: inside,
    });
    return key;
  }
}

/** Puts `value` in a place, and returns a function that puts back what was there. */
function replace<T extends object, K extends keyof T>(owner: T, key: K, value: T[K]): () => void {
  const before = owner[key];
  owner[key] = value;
  return () => void (owner[key] = before);
}
