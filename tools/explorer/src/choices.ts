import type { Move } from './move';
import type { Standing } from './outcome';

export const ELSE_AGAIN = [
  'The handler did something else when the same happened again.',
  '    Does it use the time, random numbers, or variables that outlive a copy? What a copy keeps',
  '    belongs inside service: () => { ... }, and what lasts into the tables.',
].join('\n');

/** Decides what happens in a schedule. */
export interface Choices {
  /** True if copies are told apart also where it makes no difference which of them it is. */
  readonly isByName?: boolean;
  /**
   * @returns the number of a move; undefined if this schedule need not be run to its end
   */
  pick(moves: readonly Move[], standing: Standing): number | undefined;
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

  pick(moves: readonly Move[]): number {
    return this.branch(moves.length);
  }

  branch(ways: number): number {
    if (ways === 1) return 0;
    const decision = this.decide(this.#decisions[this.taken.length] ?? 0, ways);
    this.taken.push(decision);
    return decision;
  }

  protected decide(decision: number, ways: number): number {
    if (decision < ways) return decision;
    throw new Error(ELSE_AGAIN);
  }
}

/** Decisions made of any numbers: each stands for the way that remains when it is divided. */
export class Arbitrary extends Given {
  protected override decide(decision: number, ways: number): number {
    return decision % ways;
  }
}
