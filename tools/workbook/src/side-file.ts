import fs from 'node:fs';
import path from 'node:path';

/** What the tools write aside takes a few thousand bytes: what is larger was written by something else. */
const LARGEST = 1_000_000;

/**
 * Reads a JSON file that the tools keep for themselves. It is never worth an error: who has none, or a
 * damaged one, goes on without.
 */
export function readSideFile(file: string): unknown {
  try {
    if (fs.statSync(file).size > LARGEST) return undefined;
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes one, whole or not at all.
 *
 * @returns why it could not be written, with the file; undefined if it was
 */
export function writeSideFile(file: string, value: unknown): string | undefined {
  const half = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(half, `${JSON.stringify(value, null, 2)}\n`);
    fs.renameSync(half, file);
    return undefined;
  } catch (error) {
    removeQuietly(half);
    return `${path.relative(process.cwd(), file)} cannot be written (${codeOf(error)})`;
  }
}

function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Where it could not be written, there is nothing to remove.
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
