import type { Writable } from 'node:stream';

/** What a command works on. */
export interface Context {
  /** The folder that holds `labs` and `solutions`; absolute. */
  readonly root: string;
  /** Where a command writes what its reader wants. */
  readonly out: Writable;
}

/**
 * A command.
 *
 * @returns the exit code: 0, or 1 if something failed
 * @throws WorkbookError for what the reader can mend
 */
export type Command = (context: Context, args: readonly string[]) => Promise<number>;
