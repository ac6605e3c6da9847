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

/** True if `testFile` is a lab's, whose runs are kept. */
export function isOfLab(testFile: string): boolean {
  return fs.existsSync(path.join(labOf(testFile), 'lab.json'));
}

/** Forgets the runs of the tests of a file. */
export function forgetRuns(testFile: string): void {
  fs.rmSync(runsFolder(testFile), { recursive: true, force: true });
}

/** Keeps what happened in a test; nothing, if nothing is known of it. */
export function keepRun(
  testFile: string,
  test: string,
  { happened, about }: { happened: readonly Happened[]; about: number | undefined },
): void {
  if (happened.length === 0) return;
  const kept: KeptRun = { test, run: { happened }, ...(about !== undefined && { about }) };
  fs.mkdirSync(runsFolder(testFile), { recursive: true });
  fs.writeFileSync(runFile(testFile, test), JSON.stringify(kept));
}

/** @returns undefined if it was not kept */
export function readRun(file: string): KeptRun | undefined {
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as KeptRun;
}

function runsFolder(testFile: string): string {
  return path.join(labOf(testFile), RUNS, path.basename(testFile).replace(/\.test\.ts$/, ''));
}

function labOf(testFile: string): string {
  return path.dirname(path.dirname(testFile));
}
