import fs from 'node:fs';
import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import { next, WorkbookError } from '../error';
import type { Entry } from '../guard/journal.cjs';
import { supervise } from '../guard/supervise.cjs';

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

/** What a run of jest left behind. */
export interface JestResults {
  readonly results: FormattedTestResults;
  /** What its processes wrote down while they ran. */
  readonly journal: readonly Entry[];
}

/**
 * Runs jest in processes of its own and reads its results.
 *
 * @throws WorkbookError with what jest said, if it ended without results
 */
export async function runJest({
  config,
  results,
  show,
  env: more = {},
}: JestRun): Promise<JestResults> {
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.rmSync(results, { force: true });
  const { asked, said, entries } = await supervise({
    args: ['--config', config, '--json', `--outputFile=${results}`],
    cwd: path.dirname(config),
    // Failure texts are compared with what the authors wrote: no colours in them.
    env: { ...process.env, ...more, ...(!show && { FORCE_COLOR: '0' }) },
    stdio: ['ignore', 'ignore', show ? 'inherit' : 'pipe'],
  });
  if (asked) await endBy(asked);
  if (!fs.existsSync(results)) {
    throw new WorkbookError(
      `jest ended without results.\n${said}${next(`npx jest --config ${config}`, 'shows what it says')}`,
    );
  }
  return {
    results: JSON.parse(fs.readFileSync(results, 'utf8')) as FormattedTestResults,
    journal: entries,
  };
}

/** Ends this process by a signal that it has handed on, as it would have ended without that. */
function endBy(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return new Promise(() => undefined);
}
