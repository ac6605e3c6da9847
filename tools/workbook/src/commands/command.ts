import type { Writable } from 'node:stream';
import { command as described, type Command, type Given, type Options } from '@workbook/command';
import { toText } from '../error';
import { findRoot } from '../root';

/** What a command works on. */
export interface Context {
  /** The folder that holds `labs` and `solutions`; absolute. */
  readonly root: string;
  /** Where a command writes what its reader wants. */
  readonly out: Writable;
}

interface Description<O extends Options> extends Omit<Command<O>, 'run'> {
  /**
   * @returns the exit code: 0, or 1 if something failed
   * @throws WorkbookError for what the reader can mend
   */
  readonly run: (context: Context, given: Given<O>) => Promise<number>;
}

/** A command of the workbook: of an error that the reader can mend it prints no stack. */
export function command<const O extends Options>({ run, ...its }: Description<O>): Command {
  return described<O>({
    ...its,
    async run(given) {
      try {
        return await run({ root: findRoot(), out: process.stdout }, given);
      } catch (error) {
        console.error(toText(error));
        return 1;
      }
    },
  });
}
