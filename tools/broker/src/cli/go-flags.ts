import { parseDuration } from '@workbook/clock';

/** How the text of a flag is read. A boolean takes a value only with `=`. */
export type FlagKind = 'text' | 'integer' | 'duration' | 'boolean';

/** The flags that are known, by each of their names. */
export type FlagKinds = ReadonlyMap<string, FlagKind>;

/** A flag as it was given: its name, and the number (ms), text or boolean that its value says. */
export interface GivenFlag {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** What a command line says, up to its first mistake. */
export interface CommandLine {
  readonly flags: readonly GivenFlag[];
  /** Everything from the first word on that is no flag. */
  readonly words: readonly string[];
  /** What is wrong, in the words of Go's flag package. */
  readonly mistake?: string;
}

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

/**
 * Reads a command line as Go's flag package does (behaviour document, section 5): `-x`, `--x`, `-x=v`,
 * `-x v`, in the order given, up to the first word that is no flag, or `--`.
 */
export function parseFlags(args: readonly string[], kinds: FlagKinds): CommandLine {
  const flags: GivenFlag[] = [];
  let at = 0;
  for (; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith('-') || arg === '-') break;
    if (arg === '--') {
      at += 1;
      break;
    }
    const fail = (mistake: string): CommandLine => ({ flags, words: [], mistake });
    const [, name, given] = /^--?([^=]*)(?:=(.*))?$/s.exec(arg)!;
    if (!name || name.startsWith('-')) return fail(`bad flag syntax: ${arg}`);
    const kind = kinds.get(name);
    if (!kind) return fail(`flag provided but not defined: -${name}`);
    const text = given ?? (kind === 'boolean' ? 'true' : args[++at]);
    if (text === undefined) return fail(`flag needs an argument: -${name}`);
    const value = read(kind, text);
    if (value === undefined) {
      return fail(
        kind === 'boolean'
          ? `invalid boolean value "${text}" for -${name}: parse error`
          : `invalid value "${text}" for flag -${name}: parse error`,
      );
    }
    flags.push({ name, value });
  }
  return { flags, words: args.slice(at) };
}

/** @returns undefined if `text` does not read as `kind` */
function read(kind: FlagKind, text: string): string | number | boolean | undefined {
  switch (kind) {
    case 'text':
      return text;
    case 'integer':
      return integerOf(text);
    case 'duration':
      try {
        return parseDuration(text);
      } catch {
        return undefined;
      }
    case 'boolean':
      return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined;
  }
}

/** In 64 bits, as Go reads it: `0x10` and `0b1` too, `010` is octal, `1_000` has a separator. */
function integerOf(text: string): number | undefined {
  const [, sign, base, digits] =
    /^([+-]?)(?:(0[xob]?)_?)?([\da-f]+(?:_[\da-f]+)*)$/i.exec(text) ?? [];
  if (digits === undefined || (base === undefined && /[a-f]/i.test(digits))) return undefined;
  const value = Number((base === '0' ? '0o' : (base ?? '')) + digits.replaceAll('_', ''));
  if (Number.isNaN(value) || value >= 2 ** 63) return undefined;
  return sign === '-' ? -value : value;
}
