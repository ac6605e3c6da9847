import type { Stateful } from '../store';
import { runsOf } from './runs';
import type { Change } from './state';

/** What was sent to the subscriptions of a channel and acknowledged, and is not written yet. */
export class Marks {
  readonly #marks = new Map<number, Mark>();
  #touched: Mark[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** True if the subscription was touched since all of it was written otherwise. */
  knows(id: number): boolean {
    return this.#marks.has(id);
  }

  /** `sequence` is pending now, or is not any more. */
  touch(subscription: Stateful, sequence: number): void {
    this.#count++;
    let mark = this.#marks.get(subscription.id);
    if (!mark) {
      mark = new Mark(subscription, sequence);
      this.#marks.set(subscription.id, mark);
    } else if (mark.touch(sequence)) return;
    this.#touched.push(mark);
  }

  /** All of it was written otherwise, or is of no use any more. */
  forget(id: number): void {
    const mark = this.#marks.get(id);
    if (!mark) return;
    this.#marks.delete(id);
    this.#touched = this.#touched.filter((touched) => touched !== mark);
  }

  /** What is to be written. */
  take(): Change[] {
    const changes = this.#touched.map((mark) => mark.take());
    this.#touched = [];
    this.#count = 0;
    return changes;
  }
}

/** What is to be written of one subscription. */
class Mark {
  readonly #subscription: Stateful;
  /** Nothing after it has been written. */
  #written: number;
  /** The newest that was touched. */
  #newest: number;
  /** Those before that were touched since it was written whether they are pending. */
  #earlier: number[];
  #isTouched = true;

  constructor(subscription: Stateful, sequence: number) {
    this.#subscription = subscription;
    const { lastSent, pending } = subscription;
    const sent = Math.max(sequence, lastSent);
    this.#written = this.#newest = [...pending.keys()].reduce((a, b) => Math.max(a, b), sent);
    this.#earlier = [sequence];
  }

  /** @returns true if something of it was to be written before */
  touch(sequence: number): boolean {
    if (sequence <= this.#written) this.#earlier.push(sequence);
    else if (sequence > this.#newest) this.#newest = sequence;
    const wasTouched = this.#isTouched;
    this.#isTouched = true;
    return wasTouched;
  }

  take(): Change {
    const { id, lastSent, groupLastSent, pending } = this.#subscription;
    const isPending = (sequence: number): boolean => pending.has(sequence);
    const change: Change = {
      kind: 'marks',
      id,
      lastSent,
      groupLastSent,
      pending: runsOf([...this.#earlier.filter(isPending), ...this.#later()]),
      released: runsOf(this.#earlier.filter((sequence) => !isPending(sequence))),
    };
    this.#written = this.#newest;
    this.#earlier = [];
    this.#isTouched = false;
    return change;
  }

  /** What is pending of what was not written at all: most of it was acknowledged since. */
  #later(): number[] {
    const { pending } = this.#subscription;
    const count = this.#newest - this.#written;
    if (count > pending.size) return [...pending.keys()].filter((each) => each > this.#written);
    return Array.from({ length: count }, (_, index) => this.#written + 1 + index).filter((each) =>
      pending.has(each),
    );
  }
}
