import fs from 'node:fs';
import path from 'node:path';
import type { Happened, Run } from '@workbook/timeline';

/** What is kept of a lab's test that ran: until it runs again. */
export interface KeptRun {
  /** The test's name, with those of the groups that it stands in. */
  readonly test: string;
  readonly run: Run;
  /** The place of the event at which it failed; absent if it passed. */
  readonly about?: number;
}

/** The folder of the kept runs, in the folder of a lab. */
export const RUNS = '.runs';

/** Where the run of a test is kept; its picture has the same name and the ending `.svg`. */
export function runFile(testFile: string, test: string): string {
  const name = test
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return path.join(runsFolder(testFile), `${name.slice(0, 80)}.json`);
}

/** A file of more bytes is not read: no run of a lab comes near, and reading it would take long. */
const MOST_BYTES = 20_000_000;

/** True if `testFile` is a lab's, whose runs are kept. */
export function isOfLab(testFile: string): boolean {
  return fs.existsSync(path.join(labOf(testFile), 'lab.json'));
}

/** Forgets the runs of the tests of a file, as far as the folder can be written to. */
export function forgetRuns(testFile: string): void {
  unlessReadOnly(() => fs.rmSync(runsFolder(testFile), { recursive: true, force: true }));
}

/** Keeps what happened in a test; nothing, if nothing is known of it or the folder is read-only. */
export function keepRun(
  testFile: string,
  test: string,
  { happened, about }: { happened: readonly Happened[]; about: number | undefined },
): void {
  if (happened.length === 0) return;
  const kept: KeptRun = { test, run: { happened }, ...(about !== undefined && { about }) };
  unlessReadOnly(() => {
    fs.mkdirSync(runsFolder(testFile), { recursive: true });
    fs.writeFileSync(runFile(testFile, test), JSON.stringify(kept));
  });
}

/** @returns undefined if it was not kept, or is damaged */
export function readRun(file: string): KeptRun | undefined {
  try {
    if (fs.statSync(file).size > MOST_BYTES) return undefined;
    const kept = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<KeptRun> | null;
    return Array.isArray(kept?.run?.happened) ? (kept as KeptRun) : undefined;
  } catch {
    // The next run of the test keeps another.
    return undefined;
  }
}

/** A run that cannot be kept costs a picture, and not the test. */
function unlessReadOnly(write: () => void): void {
  try {
    write();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

function runsFolder(testFile: string): string {
  return path.join(labOf(testFile), RUNS, path.basename(testFile).replace(/\.test\.ts$/, ''));
}

function labOf(testFile: string): string {
  return path.dirname(path.dirname(testFile));
}
