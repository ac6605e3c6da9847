import type { FaultReport } from '@workbook/world/faults';
import type { Finding } from '@workbook/testkit/finding';
import type { Lab } from '../lab';

/**
 * How a test ended, or a step. `time`, `memory` and `ended`: it took too much of either, or ended the process
 * that it ran in. A step as a whole may also not have loaded, or not have run to its end; tests may be
 * `left out` though nobody asked for that; or some did not run, as asked, and it cannot be said to have passed.
 */
export type State =
  'passed' | 'failed' | 'time' | 'memory' | 'ended' | 'not loaded' | 'left out' | 'partial';

/** How one test ended that was executed. */
export interface TestResult {
  readonly title: string;
  /** With the names of the groups that it stands in. */
  readonly fullName: string;
  readonly state: State;
  /** Why it did not pass, the cause before what followed from it; empty if it did. */
  readonly findings: readonly Finding[];
  /** The file in which it is kept with its run, absolute; absent if that is not so. */
  readonly record?: string;
  /** What became of the faults that it ran under; absent without any, or if that is not known. */
  readonly faults?: readonly FaultReport[];
}

/** How one step of a lab ended: one file of tests. */
export interface StepResult {
  /** The name of the lab's folder. */
  readonly lab: string;
  /** Its number; absent if the lab has no step of this file. */
  readonly step?: number;
  /** The name of the file, without folder. */
  readonly test: string;
  /** The file, absolute. */
  readonly file: string;
  readonly state: State;
  /** Those that were executed, in their order. */
  readonly tests: readonly TestResult[];
  /** How many of its tests were not executed. */
  readonly skipped: number;
  /** What is wrong with the file as a whole, and no test of it says. */
  readonly findings: readonly Finding[];
  /** What the code printed while it ran. */
  readonly printed: readonly string[];
}

/** What a run says about one file of tests, whatever step that is. */
export type FileResult = Omit<StepResult, 'lab' | 'step'>;

/** What the compiler says of a lab's code. */
export interface TypeProblem {
  /** From the lab's folder: `src/payments.ts`; absent if it is about the settings as a whole. */
  readonly file?: string;
  /** From 1, as the column. */
  readonly line?: number;
  readonly column?: number;
  /** The compiler's number for it: 2322. */
  readonly code: number;
  readonly what: string;
}

/** What one run of a lab's tests found. */
export interface LabResult {
  /** The folder that holds `labs`. */
  readonly root: string;
  readonly lab: Lab;
  /** By the name of the file. */
  readonly steps: readonly StepResult[];
  /** What went wrong on purpose, in one line; absent if this is no experiment. */
  readonly plan?: string;
  /** The code that was tested, by the name of the file of tests, as `codeOf` names it. */
  readonly code: Readonly<Record<string, string>>;
  /** Absent as long as the compiler is at work: it runs beside the tests, and takes longer. */
  readonly types?: readonly TypeProblem[];
  /** A step failed, none ran, or the compiler found something; an experiment of which nothing held. */
  readonly failed: boolean;
}

/** A failing test, or a file of tests that failed without one: `title` is absent then. */
export interface Failing {
  readonly title?: string;
  readonly record?: string;
  readonly finding: Finding;
}

/** True if the step cannot be said to have passed, or not to have run. */
export function hasFailed({ state }: FileResult): boolean {
  return state !== 'passed' && state !== 'partial';
}

/** What failed in a step, a finding for each; of a file as a whole if no test says more. */
export function failingIn({ tests, findings }: FileResult): Failing[] {
  const failing = tests.flatMap(({ findings: [finding], ...test }) =>
    finding ? [{ ...test, finding }] : [],
  );
  return failing.length > 0 ? failing : findings.map((finding) => ({ finding }));
}
