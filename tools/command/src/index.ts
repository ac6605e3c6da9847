/**
 * A command is data: its summary, what starts it, its options. Reading its arguments and `--help` are made of
 * that, and so is the sentence to who has mistyped something.
 */
export { type Command, command, type Explained, type Given, type Table } from './command';
export { helpOf } from './help';
export { closest, nearest } from './nearest';
export type { Options, Positionals } from './options';
export { runCommand, runOneOf } from './run';
