import { performance } from 'node:perf_hooks';
import type { Clock, Timer } from './clock';

interface Pending {
  readonly at: number;
  readonly run: () => void;
}

/** Between two stamps: a microsecond, as nearly as a time of today can be told in milliseconds of 64 bits. */
const TICK_MS = 2 ** -10;

/**
 * A clock that stands still until it is told to pass: an ackWait of 30 s is over at once,
 * and nothing fires while a test is looking at something else.
 *
 * Its time of day moves with it, and a little ahead of it by what is written down: so each stamp has a time
 * of its own, and every timer its exact moment.
 */
export class VirtualClock implements Clock {
  /** As it was when the clock was made: a test may replace it. */
  readonly #realNow = performance.now.bind(performance);
  readonly #realStart = this.#realNow();
  #now: number;
  /** How far the time of day is ahead; never less than before. */
  #ahead = 0;
  #followsMachine = false;
  #pending = new Set<Pending>();

  /** @param start milliseconds since the Unix epoch; the real time unless given */
  constructor(start = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    if (this.#followsMachine) this.catchUp();
    return this.#now + this.#ahead;
  }

  stamp(): number {
    this.#ahead = this.wall() + TICK_MS - this.#now;
    return this.#now + this.#ahead;
  }

  /**
   * What a `Date` of this time says. It has no fraction, and yet it lies after all stamps before it, and
   * before all that follow.
   */
  date(): number {
    const whole = Math.ceil(this.wall());
    this.#ahead = whole - this.#now;
    return whole;
  }

  /** Has the time of day go on by what has really gone by since the start, if it has not. */
  catchUp(): void {
    this.#ahead = Math.max(this.#ahead, this.#realNow() - this.#realStart);
  }

  /** The time of day goes on with the machine's from now on: another process reads that one. */
  followMachine(): void {
    this.#followsMachine = true;
  }

  after(ms: number, run: () => void): Timer {
    const entry = { at: this.#now + Math.max(0, ms), run };
    this.#pending.add(entry);
    return { cancel: () => this.#pending.delete(entry) };
  }

  /**
   * Moves the time forward by `ms`, stopping at every timer on the way: timers fire in the order
   * of their time (those of the same instant in the order they were set), and after each instant
   * `quiet` is awaited, so that what a timer caused is over before the next one fires.
   */
  async pass(ms: number, quiet: () => Promise<void>): Promise<void> {
    const end = this.#now + ms;
    await quiet();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      for (let due = this.#next(this.#now); due; due = this.#next(this.#now)) {
        this.#pending.delete(due);
        due.run();
      }
      await quiet();
    }
    this.#now = end;
  }

  /** The first timer due at or before `end`. A set keeps insertion order, which breaks ties. */
  #next(end: number): Pending | undefined {
    let first: Pending | undefined;
    for (const entry of this.#pending) {
      if (entry.at <= end && (!first || entry.at < first.at)) first = entry;
    }
    return first;
  }
}
