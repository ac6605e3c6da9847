import type { StdioOptions } from 'node:child_process';
import type { Entry } from './journal.cjs';

/** How a run of jest ended. */
export interface Supervised {
  /** Null if a signal ended jest. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The signal by which this process was asked to stop. */
  readonly asked: NodeJS.Signals | undefined;
  /** What jest wrote to stderr, if that is a pipe. */
  readonly said: string;
  readonly entries: readonly Entry[];
}

export function supervise(run: {
  /** For jest. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdio: StdioOptions;
}): Promise<Supervised>;
