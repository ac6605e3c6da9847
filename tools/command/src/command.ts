import type { Options, Positionals, Values } from './options';

/** What was typed behind a command. */
export interface Given<O extends Options = Options> {
  readonly values: Values<O>;
  readonly positionals: readonly string[];
}

/** What `--help` is made of. */
export interface Explained<O extends Options = Options> {
  /** What it does: a sentence without its full stop. */
  readonly summary: string;
  /** What the reader types to start it: `npm run faults`. */
  readonly usage: string;
  readonly options: O;
  /** Absent if it takes none. */
  readonly positionals?: Positionals;
}

/** A program, or a part of one that its first argument names. */
export interface Command<O extends Options = Options> extends Explained<O> {
  /** What names it in its table. */
  readonly name: string;
  /**
   * @returns the exit code
   * @throws Error with a message for the reader; then the exit code is 1
   */
  run(given: Given<O>): Promise<number>;
}

/** A program of several commands. */
export interface Table {
  readonly summary: string;
  readonly usage: string;
  readonly commands: readonly Command[];
}

/** A command whose `run` knows the type of each option. */
export function command<const O extends Options>(its: Command<O>): Command {
  return its;
}
