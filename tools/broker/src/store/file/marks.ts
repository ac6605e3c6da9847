import type { Stateful } from '../store';
import { runsOf } from './runs';
import type { Change } from './state';

/** What was sent to the subscriptions of a channel and acknowledged, and is not written yet. */
export class Marks {
  readonly #touched = new Map<number, { subscription: Stateful; sequences: number[] }>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `sequence` is pending now, or is not any more. */
  touch(subscription: Stateful, sequence: number): void {
    this.#count++;
    const touched = this.#touched.get(subscription.id);
    if (touched) touched.sequences.push(sequence);
    else this.#touched.set(subscription.id, { subscription, sequences: [sequence] });
  }

  /** All of it was written otherwise, or is of no use any more. */
  forget(id: number): void {
    this.#touched.delete(id);
  }

  /** What is to be written. */
  take(): Change[] {
    const changes = [...this.#touched.values()].map(({ subscription, sequences }): Change => {
      const { id, lastSent, groupLastSent, pending } = subscription;
      const isPending = (sequence: number): boolean => pending.has(sequence);
      return {
        kind: 'marks',
        id,
        lastSent,
        groupLastSent,
        pending: runsOf(sequences.filter(isPending)),
        released: runsOf(sequences.filter((sequence) => !isPending(sequence))),
      };
    });
    this.#touched.clear();
    this.#count = 0;
    return changes;
  }
}
