import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import { ExamError } from '../error';
import { runJest } from './run-jest';

/** How many passed and how many failed. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs the tools' own tests, and lets jest tell of them. A file that does not load counts as one that failed.
 *
 * @throws ExamError if there is none
 */
export async function runTools(root: string): Promise<Count> {
  const file = path.join(root, '.workbook', 'prove', 'tools.json');
  const results = await runJest({
    config: path.join(root, 'jest.config.json'),
    args: ['--json', `--outputFile=${file}`],
    results: file,
    show: true,
  });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
    results as FormattedTestResults;
  if (numPassedTests + numFailedTests + numRuntimeErrorTestSuites === 0) {
    throw new ExamError({
      happened: 'No test of the tools was executed.',
      next: { command: 'npx jest', purpose: 'shows what jest finds' },
    });
  }
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}
