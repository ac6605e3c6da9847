import type { Explained, Table } from './command';
import { withMore } from './mistyped';
import type { Option } from './options';

/** What `--help` prints of a command. Every command that `runCommand` runs prints it by itself. */
export function helpOf({ summary, usage, options, positionals }: Explained): string {
  const rest = positionals && `${positionals.placeholder}${positionals.most === 1 ? '' : '...'}`;
  const typed = [
    ...(Object.keys(options).length > 0 ? ['[options]'] : []),
    ...(rest === undefined ? [] : [`[${rest}]`]),
  ];
  return page(typed.length > 0 ? withMore(usage, typed.join(' ')) : usage, summary, [
    ...(positionals ? [[positionals.placeholder, positionals.description] as const] : []),
    ...Object.entries(options).map(
      ([name, option]) => [formOf(name, option), described(option)] as const,
    ),
    ['--help', 'prints this'],
  ]);
}

/** What `--help` prints of a program of several. */
export function helpOfTable({ summary, usage, commands }: Table): string {
  return page(`${usage} COMMAND`, summary, [
    ...commands.map((command) => [command.name, `${command.summary}: ${command.usage}`] as const),
    ['--help', 'prints this; behind a command, what that one takes'],
  ]);
}

function page(
  typed: string,
  summary: string,
  rows: readonly (readonly [string, string])[],
): string {
  const width = Math.max(...rows.map(([form]) => form.length));
  const lines = rows.map(([form, text]) => `    ${form.padEnd(width)}   ${text}`);
  return [typed, '', `${summary}.`, '', ...lines, ''].join('\n');
}

function formOf(name: string, option: Option): string {
  return option.type === 'boolean' ? `--${name}` : `--${name} ${option.placeholder}`;
}

function described(option: Option): string {
  const without = option.type === 'whole' ? `; ${option.default} without it` : '';
  return `${option.description}${without}`;
}
