import type { Command, Table } from './command';
import { helpOf, helpOfTable } from './help';
import { Mistyped, withMore } from './mistyped';
import { nearest } from './nearest';
import { readArguments } from './read-arguments';

/** The exit code of what was mistyped. */
const MISTYPED = 2;
const HELP = ['--help', '-h'];

/** Where a command says what: `process`, or what a test reads. */
export interface Outputs {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Runs a command, or prints its help.
 *
 * @param args what was typed behind its name
 * @returns the exit code: that of the command, 0 after help, 1 if it has failed, 2 if it was mistyped; what
 *   was wrong stands on stderr, with what to type
 */
export async function runCommand(
  command: Command,
  args: readonly string[],
  outputs: Outputs = process,
): Promise<number> {
  try {
    const given = readArguments(command, args);
    if (given !== 'help') return await command.run(given);
    outputs.stdout.write(helpOf(command));
    return 0;
  } catch (error) {
    if (error instanceof Mistyped) return mistyped(error.message, command.usage, outputs);
    outputs.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Runs the command that the first of `args` names, with those behind it; the same otherwise. */
export async function runOneOf(
  table: Table,
  [name = '--help', ...args]: readonly string[],
  outputs: Outputs = process,
): Promise<number> {
  const command = table.commands.find((each) => each.name === name);
  if (command) return runCommand(command, args, outputs);
  if (HELP.includes(name)) {
    outputs.stdout.write(helpOfTable(table));
    return 0;
  }
  const names = table.commands.map((each) => each.name);
  const meant = nearest(name, names);
  const others = meant === undefined ? `There are: ${names.join(', ')}.` : `There is "${meant}".`;
  return mistyped(`There is no command "${name}". ${others}`, table.usage, outputs);
}

function mistyped(what: string, usage: string, { stderr }: Outputs): number {
  stderr.write(`${what}\n    ${withMore(usage, '--help')}      says what it takes\n`);
  return MISTYPED;
}
