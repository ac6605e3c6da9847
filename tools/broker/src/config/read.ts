import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coreSettings } from './core';
import { parseConfig } from './parser';
import type { Setting } from './setting';
import { streamingSettings } from './streaming';
import { type ConfigEntry, ConfigError } from './value';

/** What the files of a command line say. */
export interface Config {
  readonly settings: readonly Setting[];
  /** Lines for whoever started the server. */
  readonly warnings: readonly string[];
}

/** Systems name what is wrong with a file by code; Go, which the real server is written in, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
};

/** What `error` says of a file, as the real server puts it. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

/**
 * Reads the files of `-c` and `-sc`. If only one is given it serves both layers; if both are, each
 * serves its own (behaviour document, section 5.4).
 *
 * @throws ConfigError if a file cannot be read or understood
 */
export function readConfig(core: string | undefined, streaming: string | undefined): Config {
  const warnings: string[] = [];
  const read = (file: string): ConfigEntry[] => {
    const entries = entriesOf(file, []);
    if (entries.length === 0) warnings.push(`${file}: config has no values or is empty`);
    return entries;
  };
  const coreFile = core ?? streaming;
  const streamingFile = streaming ?? core;
  if (coreFile === undefined || streamingFile === undefined) return { settings: [], warnings };
  const entries = read(coreFile);
  const settings = [
    ...coreSettings(entries, coreFile, (line) => warnings.push(line)),
    ...streamingSettings(streamingFile === coreFile ? entries : read(streamingFile), streamingFile),
  ];
  return { settings, warnings };
}

/** @param within the files that include this one */
function entriesOf(file: string, within: readonly string[]): ConfigEntry[] {
  if (within.includes(file)) throw new ConfigError(`${file} includes itself`);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`open ${file}: ${reasonOf(error)}`);
  }
  return parseConfig(text, {
    env: process.env,
    include: (other) => {
      const inner = path.resolve(path.dirname(file), other);
      try {
        return entriesOf(inner, [...within, file]);
      } catch (error) {
        const { message } = error as Error;
        throw new ConfigError(`error parsing include file '${other}', ${message}`);
      }
    },
  });
}
