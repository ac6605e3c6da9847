import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

/** One test of a statement. */
export interface StatementTest {
  readonly name: string;
  readonly passed: boolean;
}

interface JestResults {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Real time passes on a real server: some tests take seconds. */
const TIME_LIMIT_MS = 60_000;

/**
 * Runs all tests of the room on one server.
 *
 * @param server the program of a real one; undefined for the embedded one
 * @throws if jest ended without results, or a file did not load
 */
export async function runStatements(
  root: string,
  server: string | undefined,
): Promise<StatementTest[]> {
  const results = path.join(root, '.workbook', 'conformance.json');
  fs.rmSync(results, { force: true });
  fs.mkdirSync(path.dirname(results), { recursive: true });
  const child = spawn(
    process.execPath,
    [require.resolve('jest/bin/jest'), '--config', path.join(root, 'jest.config.json')].concat(
      ['tools/conformance', '--json', `--outputFile=${results}`],
      [`--testTimeout=${TIME_LIMIT_MS}`],
    ),
    {
      cwd: root,
      env: { ...process.env, NATS_STREAMING_SERVER: server ?? '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  await once(child, 'close');
  const { testResults } = JSON.parse(fs.readFileSync(results, 'utf8')) as JestResults;
  const broken = testResults.find((file) => file.assertionResults.length === 0);
  if (broken) throw new Error(broken.message);
  return testResults.flatMap((file) =>
    file.assertionResults.map(({ title, status }) => ({
      name: title,
      passed: status === 'passed',
    })),
  );
}
