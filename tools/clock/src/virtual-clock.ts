import type { Clock, Timer } from './clock';

interface Pending {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is told to pass: an ackWait of 30 s is over at once,
 * and nothing fires while a test is looking at something else.
 */
export class VirtualClock implements Clock {
  #now: number;
  #pending = new Set<Pending>();

  /** @param start milliseconds since the Unix epoch; the real time unless given */
  constructor(start = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
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
