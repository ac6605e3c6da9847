import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '@jest/reporters';
import type { Failure, Lab, Step } from '@workbook/exam';
import type { Outcome } from './outcome';

const TITLE = 'not all of its tests ran';

/**
 * The outcomes of a run, with a failure for what was left out of it though nobody asked for that: tests
 * beside one that is marked with `.only`, say, or a file that is gone.
 */
export function withLeftOut(
  outcomes: readonly Outcome[],
  lab: Lab,
  config: Config.GlobalConfig,
): Outcome[] {
  if (config.testNamePattern) return [...outcomes];
  const missing = isFiltered(config)
    ? []
    : lab.steps.filter(({ test }) => !outcomes.some((outcome) => outcome.test === test));
  return [
    ...outcomes.map((outcome) =>
      outcome.partial && outcome.failures.length === 0
        ? { ...outcome, failures: [marked(outcome)] }
        : outcome,
    ),
    ...missing.map((step) => missed(step, lab)),
  ];
}

/** True if the learner named files, or has jest choose among them. */
function isFiltered(config: Config.GlobalConfig): boolean {
  const { testPathPatterns, onlyChanged, onlyFailures, findRelatedTests, shard } = config;
  return (
    testPathPatterns.patterns.length > 0 ||
    onlyChanged ||
    onlyFailures ||
    findRelatedTests ||
    shard !== undefined
  );
}

function marked({ test, tests }: Outcome): Failure {
  const happened = `${tests.length === 0 ? 'none' : `only ${tests.length}`} of them ran: .only, .skip or .todo leaves tests out`;
  return failure(test, happened);
}

function missed({ test }: Step, lab: Lab): Outcome {
  const file = path.join(lab.folder, 'test', test);
  const happened = fs.existsSync(file) ? 'jest did not run it' : 'the file is gone';
  return {
    test,
    file,
    tests: [],
    failures: [failure(test, happened)],
    partial: true,
    printed: [],
  };
}

function failure(test: string, happened: string): Failure {
  const text = [
    `expected  the tests of test/${test} to run, all of them`,
    `happened  ${happened}`,
    `look at   test/${test}`,
    'type      git checkout -- test      restores the tests as they were',
  ].join('\n');
  return { title: TITLE, text };
}
