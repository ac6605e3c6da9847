import fs from 'node:fs';
import path from 'node:path';
import { ExamError } from '../error';
import { supervise } from '../guard/supervise.cjs';

/** One run of jest. */
export interface JestRun {
  /** The configuration; jest runs in its folder. */
  readonly config: string;
  /** More arguments for jest. */
  readonly args?: readonly string[];
  /** The file, in JSON, in which a reporter of the configuration, or jest, leaves its results. */
  readonly results: string;
  /** Whether jest's own report goes to this process' stderr. */
  readonly show: boolean;
  /** More variables for its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs jest in processes of its own and reads its results.
 *
 * @throws ExamError with what jest said, if it ended without results
 */
export async function runJest({
  config,
  args = [],
  results,
  show,
  env: more = {},
}: JestRun): Promise<unknown> {
  fs.mkdirSync(path.dirname(results), { recursive: true });
  fs.rmSync(results, { force: true });
  const { asked, said } = await supervise({
    args: ['--config', config, ...args],
    cwd: path.dirname(config),
    // What jest says is shown as a part of something else.
    env: { ...process.env, ...more, ...(!show && { FORCE_COLOR: '0' }) },
    stdio: ['ignore', 'ignore', show ? 'inherit' : 'pipe'],
  });
  if (asked) await endBy(asked);
  if (!fs.existsSync(results)) {
    throw new ExamError({
      happened: `jest ended without results.\n${said}`.trimEnd(),
      next: { command: `npx jest --config ${config}`, purpose: 'shows what it says' },
    });
  }
  return JSON.parse(fs.readFileSync(results, 'utf8'));
}

/** Ends this process by a signal that it has handed on, as it would have ended without that. */
function endBy(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return new Promise(() => undefined);
}
