import { AsyncLocalStorage } from 'node:async_hooks';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import type { VirtualClock } from '@workbook/clock';

/** Milliseconds. A timer takes as long at least: who looks again every 10 ms would be looked at for ever. */
const SHORTEST = 100;

/** How the time of some code goes: as a test has it pass, or by itself as well, as it does elsewhere. */
type Pace = 'passes' | 'goes on';

/** What `instanceof` does for a class that says nothing of it. */
const ordinary = Function.prototype[Symbol.hasInstance];

/** Ends a timer that has not fired. */
type Cancel = () => void;

/**
 * The time of the learner's code, which is that of the world: a deadline of 2 s is over after `pass('2s')`, and
 * `new Date()` is between what was published before and what is after. What tests themselves wait for is real,
 * and their dates go on by themselves. On a real server time is real for all, and this does nothing.
 */
export class OwnTime {
  /** Undefined where time is real. */
  readonly #clock: VirtualClock | undefined;
  readonly #inside = new AsyncLocalStorage<Pace>();
  readonly #timers = new Map<object, Cancel>();
  readonly #real = { setTimeout, clearTimeout, setInterval, clearInterval, Date };
  readonly #realNow = performance.now.bind(performance);
  readonly #begin: number;
  readonly #beginMonotonic = this.#realNow();
  #isInstalled = false;

  constructor(clock: VirtualClock | undefined) {
    this.#clock = clock;
    this.#begin = clock?.now() ?? 0;
  }

  /** Runs code of the learner; what it starts goes on in this time. */
  run<T>(code: () => T, pace: Pace = 'passes'): T {
    return this.#clock ? this.#inside.run(pace, code) : code();
  }

  /**
   * Puts it in the place of the timers and the clocks.
   *
   * @returns a function that puts those back, and ends what is still waited for
   */
  install(): () => void {
    if (!this.#clock) return () => undefined;
    this.#isInstalled = true;
    const restoreClocks = this.#installClocks();
    const restoreTimers = this.#installTimers();
    return () => {
      this.#isInstalled = false;
      restoreTimers();
      restoreClocks();
      for (const cancel of this.#timers.values()) cancel();
      this.#timers.clear();
      // Before Node 24 every promise of the process would bear it from now on.
      this.#inside.disable();
    };
  }

  #installTimers(): () => void {
    const real = this.#real;
    const later = promises.setTimeout;
    const start =
      (repeats: boolean, ordinary: typeof setTimeout) =>
      (run: (...args: unknown[]) => void, ms = 1, ...args: unknown[]): unknown => {
        if (!this.#pace) return ordinary(run, ms, ...args);
        return this.#start(() => run(...args), ms, repeats);
      };
    const stop =
      (ordinary: typeof clearTimeout) =>
      (timer: never): void => {
        if (!this.#end(timer)) ordinary(timer);
      };
    const wait = async <T>(ms?: number, value?: T, options?: object): Promise<T | undefined> => {
      if (!this.#pace) return later(ms, value, options);
      await new Promise<void>((resolve) => this.#start(resolve, ms ?? 1, false));
      return value;
    };
    promises.setTimeout = wait as typeof later;
    Object.assign(globalThis, {
      setTimeout: Object.assign(start(false, real.setTimeout), { [promisify.custom]: wait }),
      setInterval: start(true, real.setInterval as never),
      clearTimeout: stop(real.clearTimeout),
      clearInterval: stop(real.clearInterval),
    });
    return () => {
      promises.setTimeout = later;
      const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    };
  }

  /** Dates, the clocks that nobody sets, and the signal that is a deadline. */
  #installClocks(): () => void {
    const { hrtime } = process;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const inside = (): boolean => this.#pace !== undefined;
    const now = (): number => (inside() ? this.#monotonic() : this.#realNow());
    const nanoseconds = (): bigint =>
      inside() ? BigInt(Math.round(now() * 1e6)) : hrtime.bigint();
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
      replace(globalThis, 'Date', this.#ownDate()),
      replace(performance, 'now', now),
      replace(process, 'hrtime', Object.assign(ownHrtime, { bigint: nanoseconds })),
      replace(AbortSignal, 'timeout', ownTimeout),
    ];
    return () => restore.forEach((back) => back());
  }

  /** For everybody: the broker has no other time of day to compare theirs with. */
  #ownDate(): DateConstructor {
    const today = (): number => this.#today();
    const { Date: real } = this.#real;
    const own = class extends real {
      constructor(...args: unknown[]) {
        super(...((args.length === 0 ? [today()] : args) as [number]));
      }
      static override now(): number {
        return today();
      }
      /** Also what was made elsewhere, or before. */
      static override [Symbol.hasInstance](value: unknown): boolean {
        return this === date ? value instanceof real : ordinary.call(this, value);
      }
    };
    // Libraries go by the name.
    Object.defineProperty(own, 'name', { value: 'Date' });
    // Date() without new gives a text, which a class does not.
    const date = new Proxy(own, { apply: () => new own().toString() });
    return date as DateConstructor;
  }

  #today(): number {
    if (!this.#isInstalled) return this.#real.Date.now();
    const clock = this.#clock!;
    if (this.#pace !== 'passes') clock.catchUp();
    return clock.date();
  }

  #monotonic(): number {
    const passed = this.#beginMonotonic + this.#clock!.now() - this.#begin;
    return this.#pace === 'passes' ? passed : passed + this.#realNow() - this.#beginMonotonic;
  }

  /** Undefined outside the learner's code. */
  get #pace(): Pace | undefined {
    return this.#inside.getStore();
  }

  #start(run: () => void, ms: number, repeats: boolean): object {
    const key = { ref: () => key, unref: () => key, hasRef: () => true, refresh: () => key };
    // What it starts in turn is the learner's too.
    const inside = AsyncLocalStorage.bind(run);
    const arm = (): void => {
      const cancels = [this.#onClock(fire, ms)];
      if (this.#pace === 'goes on') cancels.push(this.#really(fire, ms));
      this.#timers.set(key, () => cancels.forEach((cancel) => cancel()));
    };
    const fire = AsyncLocalStorage.bind((): void => {
      this.#end(key);
      if (repeats) arm();
      inside();
    });
    arm();
    return key;
  }

  /** Those that are too short fire in the order of their time all the same. */
  #onClock(fire: () => void, ms: number): Cancel {
    const due = ms >= SHORTEST ? ms : SHORTEST + (Math.max(0, ms) || 0) / 1000;
    const timer = this.#clock!.after(due, fire);
    return () => timer.cancel();
  }

  #really(fire: () => void, ms: number): Cancel {
    const timer = this.#real.setTimeout(fire, ms);
    return () => this.#real.clearTimeout(timer);
  }

  /** @returns false if there is no such timer of this time */
  #end(key: object): boolean {
    this.#timers.get(key)?.();
    return this.#timers.delete(key);
  }
}

/** Puts `value` in a place, and returns a function that puts back what was there. */
function replace<T extends object, K extends keyof T>(owner: T, key: K, value: T[K]): () => void {
  const before = owner[key];
  owner[key] = value;
  return () => void (owner[key] = before);
}
