import fs from 'node:fs';
import path from 'node:path';
import type { Config } from '@jest/reporters';
import type { Finding } from '@workbook/testkit/finding';
import type { Lab, Step } from '../lab';
import type { StepResult } from './result';

/**
 * The results of a run, with a finding for what was left out of it though nobody asked for that: tests
 * beside one that is marked with `.only`, say, or a file that is gone.
 */
export function withLeftOut(
  results: readonly StepResult[],
  lab: Lab,
  config: Config.GlobalConfig,
): StepResult[] {
  if (config.testNamePattern) return [...results];
  const missing = isFiltered(config)
    ? []
    : lab.steps.filter(({ test }) => !results.some((result) => result.test === test));
  return [
    ...results.map((result) => (result.state === 'partial' ? marked(result) : result)),
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

function marked(result: StepResult): StepResult {
  const { test, tests } = result;
  const happened = `${tests.length === 0 ? 'none' : `only ${tests.length}`} of them ran: .only, .skip or .todo leaves tests out`;
  return { ...result, state: 'left out', findings: [leftOut(test, happened)] };
}

function missed({ number, test }: Step, { name, folder }: Lab): StepResult {
  const file = path.join(folder, 'test', test);
  const happened = fs.existsSync(file) ? 'jest did not run it' : 'the file is gone';
  return {
    lab: name,
    step: number,
    test,
    file,
    state: 'left out',
    tests: [],
    skipped: 0,
    findings: [leftOut(test, happened)],
    printed: [],
  };
}

function leftOut(test: string, happened: string): Finding {
  return {
    expected: `the tests of test/${test} to run, all of them`,
    happened: [happened],
    look: `test/${test}`,
    type: 'git checkout -- test      restores the tests as they were',
  };
}
