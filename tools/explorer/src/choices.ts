import type { Action } from './action';

/** Decides what happens in a schedule. */
export interface Choices {
  /** @returns the number of an action; undefined if this schedule need not be run to its end */
  pick(actions: readonly Action[]): number | undefined;
  /** Decides between a number of outcomes of the same action. */
  branch(outcomes: number): number;
  /** What was decided so far, but for what could not be otherwise. */
  readonly taken: readonly number[];
}

/**
 * Decisions that were made before. Where a schedule goes on after the last one, it takes the first
 * way, which is the one where nothing goes wrong.
 */
export class Given implements Choices {
  readonly taken: number[] = [];
  readonly #decisions: readonly number[];

  constructor(decisions: readonly number[]) {
    this.#decisions = decisions;
  }

  pick(actions: readonly Action[]): number {
    return this.branch(actions.length);
  }

  branch(ways: number): number {
    if (ways === 1) return 0;
    const decision = this.decide(this.#decisions[this.taken.length] ?? 0, ways);
    this.taken.push(decision);
    return decision;
  }

  protected decide(decision: number, ways: number): number {
    if (decision < ways) return decision;
    throw new Error(
      'The handler goes another way than when this token was made.\n    Run explore() again for a new one.',
    );
  }
}

/** Decisions made of any numbers: each stands for the way that remains when it is divided. */
export class Arbitrary extends Given {
  protected override decide(decision: number, ways: number): number {
    return decision % ways;
  }
}
