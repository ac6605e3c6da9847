import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import { next, WorkbookError } from './error';

/** One run of jest. */
export interface JestRun {
  /** The configuration; jest runs in its folder. */
  readonly config: string;
  /** Where jest leaves its results. */
  readonly results: string;
  /** Whether jest's own report goes to this process' stderr. */
  readonly show: boolean;
  /** More variables for its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs jest in a process of its own and reads its results.
 *
 * @throws WorkbookError with what jest said, if it ended without results
 */
export async function runJest({
  config,
  results,
  show,
  env: more = {},
}: JestRun): Promise<FormattedTestResults> {
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.rmSync(results, { force: true });
  const args = ['--config', config, '--json', `--outputFile=${results}`];
  // Failure texts are compared with what the authors wrote: no colours in them.
  const env = { ...process.env, ...more, ...(!show && { FORCE_COLOR: '0' }) };
  const child = spawn(process.execPath, [require.resolve('jest/bin/jest'), ...args], {
    cwd: path.dirname(config),
    env,
    stdio: ['ignore', 'ignore', show ? 'inherit' : 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  await new Promise((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  if (!fs.existsSync(results)) {
    throw new WorkbookError(
      `jest ended without results.\n${said}${next(`npx jest --config ${config}`, 'shows what it says')}`,
    );
  }
  return JSON.parse(fs.readFileSync(results, 'utf8')) as FormattedTestResults;
}
