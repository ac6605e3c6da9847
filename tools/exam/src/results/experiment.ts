import type { FaultReport } from '@workbook/world/faults';
import type { StepResult } from './result';

/** How the expectations of an experiment fared: of a run in which things go wrong on purpose. */
export interface Held {
  readonly held: number;
  readonly broken: number;
  /** In these nothing of the plan happened. */
  readonly untried: number;
}

/** True if something of the plan happened. */
export function isTried(faults: readonly FaultReport[] | undefined): boolean {
  return faults?.some(({ outcome }) => outcome === 'happened') ?? false;
}

export function countHeld(steps: readonly StepResult[]): Held {
  const count = { held: 0, broken: 0, untried: 0 };
  for (const { tests, findings } of steps) {
    count.broken += findings.length;
    for (const { state, faults } of tests) {
      if (state !== 'passed') count.broken++;
      else if (isTried(faults)) count.held++;
      else count.untried++;
    }
  }
  return count;
}
