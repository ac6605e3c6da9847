import { DurationError, parseDuration } from '@workbook/clock';
import type { Key } from './keys';
import { type ConfigEntry, ConfigError, type ConfigValue } from './value';

/** What a key of a file says, as if a flag of that name had been given. */
export interface Setting {
  readonly name: string;
  /** Durations in milliseconds. */
  readonly value: string | number | boolean;
  /** For a sentence: `the setting "tls" (nats.conf, line 3)`. */
  readonly origin: string;
}

/** How the two layers of the real server put that a value is of the wrong kind, each in its own way. */
export interface Wording {
  wrongType(entry: ConfigEntry, expected: ConfigValue['type']): ConfigError;
  wrongDuration(entry: ConfigEntry, reason: string): ConfigError;
}

const TYPES: Readonly<Record<Key['kind'], ConfigValue['type']>> = {
  string: 'string',
  int64: 'int64',
  bool: 'bool',
  size: 'int64',
  duration: 'string',
  seconds: 'string',
};

/** The one of `keys` that an entry is for; names are read in any case. */
export function keyOf(entry: ConfigEntry, keys: readonly Key[]): Key | undefined {
  return keys.find(({ names }) => names.includes(entry.key.toLowerCase()));
}

/** Checks and reads the value of one entry. @throws ConfigError */
export function valueOf(
  entry: ConfigEntry,
  kind: Key['kind'],
  wording: Wording,
): string | number | boolean {
  const { value } = entry;
  if (kind === 'seconds' && value.type === 'int64') return value.value * 1000;
  const expected = TYPES[kind];
  if (value.type !== expected) throw wording.wrongType(entry, expected);
  if (kind === 'size') return String(value.value);
  if (kind !== expected) return durationOf(entry, value.value as string, wording);
  return value.value as string | number | boolean;
}

/** The map that an entry holds. */
export function mapOf(entry: ConfigEntry, what: string): readonly ConfigEntry[] {
  if (entry.value.type === 'map') return entry.value.value;
  const got = entry.value.type === 'slice' ? 'a list' : String(entry.value.value);
  throw new ConfigError(`expected ${what} to be a map/struct, got ${got}`);
}

function durationOf(entry: ConfigEntry, text: string, wording: Wording): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw wording.wrongDuration(entry, `time: ${error.reason}`);
  }
}

/** A setting that says where it stands. */
export function setting(
  entry: ConfigEntry,
  file: string,
  name: string,
  value: Setting['value'],
): Setting {
  return { name, value, origin: `the setting "${entry.key}" (${file}, line ${entry.line})` };
}
