import path from 'node:path';
import type { TestResult } from '@jest/reporters';
import { type Failure, failuresOf, type Lab, type Step } from '@workbook/exam';
import type { Entry } from '@workbook/exam/journal';
import type { Progress } from '../progress';

/** A test that was executed. */
export interface TestOutcome {
  readonly title: string;
  /** With the names of the groups that it stands in. */
  readonly fullName: string;
  readonly passed: boolean;
}

/** What one run says about one file of tests. */
export interface Outcome {
  /** The name of the file, without folder. */
  readonly test: string;
  /** The file, absolute. */
  readonly file: string;
  /** Those that were executed, in their order. */
  readonly tests: readonly TestOutcome[];
  readonly failures: readonly Failure[];
  /** True if some of its tests were left out, so that it cannot be said to have passed. */
  readonly partial: boolean;
  /** What the code printed while it ran. */
  readonly printed: readonly string[];
}

/**
 * Reads what jest says about one file of tests.
 *
 * @param journal what the processes that ran it wrote down
 */
export function toOutcome(result: TestResult, journal: readonly Entry[]): Outcome {
  const tests = result.testResults
    .filter(({ status }) => ['passed', 'failed'].includes(status))
    .map(({ title, fullName, status }) => ({ title, fullName, passed: status === 'passed' }));
  const failures = failuresOf(
    {
      file: result.testFilePath,
      tests: result.testResults,
      message: result.testExecError ? (result.failureMessage ?? '') : undefined,
    },
    journal,
  );
  return {
    test: path.basename(result.testFilePath),
    file: result.testFilePath,
    tests,
    failures,
    partial: tests.length < result.testResults.length,
    printed: (result.console ?? []).map((entry) => entry.message),
  };
}

/**
 * What `outcomes` add to the learner's progress; a run of a few tests of a step proves nothing.
 *
 * @param codeOf names the code that the file of tests ran on
 */
export function toProgress(
  outcomes: readonly Outcome[],
  at: string,
  codeOf: (test: string) => string,
): Progress {
  const told = outcomes.filter(({ failures, partial }) => failures.length > 0 || !partial);
  return Object.fromEntries(
    told.map(({ test, failures }) => [
      test,
      { passed: failures.length === 0, at, code: codeOf(test) },
    ]),
  );
}

/** How the learner calls the file of `outcome`: `step 2`, or its name if it is no step. */
export function nameOf(outcome: Outcome, lab: Lab): string {
  const step: Step | undefined = lab.steps.find(({ test }) => test === outcome.test);
  return step ? `step ${step.number}` : `test/${outcome.test}`;
}
