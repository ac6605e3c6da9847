import type { Outcome } from './outcome';

/** A schedule that ended badly, and the decisions that lead there. */
export interface Unsafe {
  readonly outcome: Outcome;
  readonly decisions: readonly number[];
}

/** The one that is quicker told: fewer steps, then fewer faults, then fewer turns from one to the other. */
export function shorter(one: Unsafe | undefined, other: Unsafe): Unsafe {
  if (!one) return other;
  const { steps, faults, switches } = one.outcome;
  const by =
    other.outcome.steps - steps ||
    other.outcome.faults - faults ||
    other.outcome.switches - switches;
  return by < 0 ? other : one;
}
