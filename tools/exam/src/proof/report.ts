import type { Finding } from '@workbook/testkit/finding';

/** What `workbook verify --json` prints: the proofs of every lab, as data. */
export interface Report {
  readonly labs: readonly LabReport[];
  /** Tests that were executed, in all variants of all labs. */
  readonly tests: number;
  /** Checks of all labs, by how they ended. */
  readonly passed: number;
  readonly failed: number;
}

/** The proofs of one lab. */
export interface LabReport {
  /** The name of its folder. */
  readonly lab: string;
  readonly title: string;
  readonly variants: readonly VariantReport[];
}

/** What one variant of a lab's code was held against. */
export interface VariantReport {
  /** `starter`, `solution`, the folder of a mistake; `drift` and `chain` run no test. */
  readonly variant: string;
  /** In a few words: `no queue group`. */
  readonly what: string;
  /** What must come of it, in a few words: `rejected at step 1`. */
  readonly must: string;
  /** Tests that were executed. */
  readonly tests: number;
  readonly checks: readonly Check[];
}

/**
 * One claim about a lab. The starter and the solution have one for each step, a mistake has one; one
 * says that `labs/NN/src` is what the solution makes, one that it begins where the lab before ended.
 */
export interface Check {
  readonly passed: boolean;
  /** A sentence that goes on after "expected". */
  readonly expected: string;
  /** A sentence that goes on after "happened"; absent if the check passed. */
  readonly happened?: string;
  /** What tests have found that were not to find it; absent if it is not that. */
  readonly says?: readonly Finding[];
}

/** Adds up the checks and tests of `labs`. */
export function toReport(labs: readonly LabReport[]): Report {
  const variants = labs.flatMap((lab) => lab.variants);
  const checks = variants.flatMap((variant) => variant.checks);
  const passed = checks.filter((check) => check.passed).length;
  const tests = variants.reduce((sum, variant) => sum + variant.tests, 0);
  return { labs, tests, passed, failed: checks.length - passed };
}
