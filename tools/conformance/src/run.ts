import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import { runJest } from '@workbook/exam';
import { statementOf } from './statements';

/** One test of a statement. */
export interface StatementTest {
  readonly name: string;
  /** Its number, from 1; undefined if the test is about something else. */
  readonly statement: number | undefined;
  readonly passed: boolean;
}

/** Real time passes on a real server: some tests take seconds. */
const TIME_LIMIT_MS = 60_000;

/**
 * Runs all tests of the room on one server.
 *
 * @param server the program of a real one; undefined for the embedded one
 * @throws if jest ended without results, a file did not load, or a test has the number of no statement
 */
export async function runStatements(
  root: string,
  server: string | undefined,
): Promise<StatementTest[]> {
  const results = path.join(root, '.workbook', 'conformance.json');
  const { testResults } = (await runJest({
    config: path.join(root, 'jest.config.json'),
    args: [
      'tools/conformance',
      '--json',
      `--outputFile=${results}`,
      `--testTimeout=${TIME_LIMIT_MS}`,
    ],
    results,
    show: true,
    env: { NATS_STREAMING_SERVER: server ?? '' },
  })) as FormattedTestResults;
  const broken = testResults.find((file) => file.assertionResults.length === 0);
  if (broken) throw new Error(broken.message);
  return testResults.flatMap((file) =>
    file.assertionResults.map(({ title, status }) => ({
      name: title,
      statement: statementOf(title),
      passed: status === 'passed',
    })),
  );
}
