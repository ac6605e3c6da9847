/** A value of a configuration file, by the name that the real server gives its type. */
export type ConfigValue =
  | { readonly type: 'string'; readonly value: string }
  /** Sizes (`1MB`) have become numbers of bytes. */
  | { readonly type: 'int64' | 'float64'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'slice'; readonly value: readonly ConfigValue[] }
  | { readonly type: 'map'; readonly value: readonly ConfigEntry[] };

/** A key, its value and where the key stands. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: ConfigValue;
  /** From 1. */
  readonly line: number;
  /** From 0, as the real server counts. */
  readonly column: number;
}

/** What is wrong with a configuration file, in whole lines that say where. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};
const SIZE = /^(-?\d+)([kmgtpe])?(i?b?)$/i;
const EXPONENTS = 'kmgtpe';

/**
 * What a word without quotes means: `on`, `-1`, `2.5`, `64MB`, or the word itself.
 *
 * @throws ConfigError if it is a number that 64 bits cannot hold
 */
export function bareValue(word: string): ConfigValue {
  const flag = BOOLEANS[word.toLowerCase()];
  if (flag !== undefined) return { type: 'bool', value: flag };
  if (/^-?\d+\.\d+$/.test(word)) return { type: 'float64', value: Number(word) };
  const [, digits, letter, rest] = SIZE.exec(word) ?? [];
  if (digits === undefined || (!letter && rest)) return { type: 'string', value: word };
  // `k` is 1000, `kb` and `ki` are 1024 (behaviour document, section 5).
  const base = rest ? 1024 : 1000;
  const exponent = letter ? EXPONENTS.indexOf(letter.toLowerCase()) + 1 : 0;
  if (BigInt.asIntN(64, BigInt(digits)) !== BigInt(digits)) {
    throw new ConfigError(`integer '${word}' is out of the range`);
  }
  return { type: 'int64', value: Number(digits) * base ** exponent };
}
