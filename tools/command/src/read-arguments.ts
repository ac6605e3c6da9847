import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Command, Given } from './command';
import { Mistyped } from './mistyped';
import { nearest } from './nearest';
import type { Option, Options } from './options';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/** `--help` and `-h`, which every command has. */
const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/**
 * Reads what was typed behind a command.
 *
 * @returns 'help' if that was asked for
 * @throws Mistyped if it is nothing that the command takes
 */
export function readArguments(command: Command, args: readonly string[]): Given | 'help' {
  const { usage, options, positionals } = command;
  const { tokens } = parseArgs({
    args: positionals?.asTheyAre ? withoutOptions(args) : [...args],
    options: { ...typesOf(options), ...HELP },
    // Not strict: what is wrong is said below, in a sentence.
    strict: false,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some(({ name }) => name === 'help')) return 'help';
  const values = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, absent(option)]),
  );
  for (const token of given) {
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) throw unknownOption(usage, token, Object.keys(options));
    values[token.name] = read(`--${token.name}`, option, token);
  }
  const rest = tokens.filter((token) => token.kind === 'positional').map(({ value }) => value);
  const most = positionals ? (positionals.most ?? Infinity) : 0;
  if (rest.length > most) throw tooMany(command, most, rest);
  return { values, positionals: rest };
}

/** From the first that is no option on, arguments belong to somebody else. */
function withoutOptions(args: readonly string[]): string[] {
  const first = args.findIndex((arg) => !arg.startsWith('-'));
  return first < 0 ? [...args] : [...args.slice(0, first), '--', ...args.slice(first)];
}

function typesOf(options: Options): Record<string, { type: 'boolean' | 'string' }> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type }]) => [
      name,
      { type: type === 'boolean' ? type : 'string' },
    ]),
  );
}

function absent(option: Option): boolean | number | string | undefined {
  if (option.type === 'boolean') return false;
  return option.type === 'whole' ? option.default : undefined;
}

function read(name: string, option: Option, { value, inlineValue }: OptionToken) {
  if (option.type === 'boolean') {
    if (value === undefined) return true;
    throw new Mistyped(`${name} takes nothing, and got ${quoted(value)}.`);
  }
  // Two options in a row: the first was left without a value.
  const isMissing = value === undefined || value === '' || (!inlineValue && /^--./.test(value));
  const what = inWords(option);
  if (isMissing) throw new Mistyped(`${name} takes ${what}, and got nothing.`);
  switch (option.type) {
    case 'string':
      return value;
    case 'choice':
      if (option.among.includes(value)) return value;
      break;
    case 'file': {
      const file = path.resolve(value);
      if (fs.existsSync(file)) return file;
      throw new Mistyped(`${name} takes ${what}, and there is none at ${file}.`);
    }
    case 'whole': {
      const number = /^\d+$/.test(value) ? Number(value) : NaN;
      if (Number.isSafeInteger(number) && number >= option.from) return number;
    }
  }
  throw new Mistyped(`${name} takes ${what}, and got ${quoted(value)}.`);
}

function inWords(option: Exclude<Option, { type: 'boolean' }>): string {
  switch (option.type) {
    case 'string':
      return option.placeholder;
    case 'choice':
      return option.among.join(' or ');
    case 'file':
      return 'the path of a file';
    case 'whole':
      return `a whole number from ${option.from} on`;
  }
}

function unknownOption(usage: string, { rawName, name }: OptionToken, names: string[]): Mistyped {
  const meant = nearest(name, names);
  const guess = meant === undefined ? '.' : `; there is --${meant}.`;
  return new Mistyped(`"${usage}" has no option ${rawName}${guess}`);
}

function tooMany({ usage, options }: Command, most: number, rest: readonly string[]): Mistyped {
  const none = Object.keys(options).length === 0 ? 'nothing more' : 'nothing but options';
  const takes = most === 0 ? none : most === 1 ? 'one name' : `${most} names`;
  return new Mistyped(`"${usage}" takes ${takes}, and got ${rest.map(quoted).join(' ')}.`);
}

function quoted(text: string): string {
  return `"${text}"`;
}
