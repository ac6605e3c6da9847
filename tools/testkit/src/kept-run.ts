import fs from 'node:fs';
import path from 'node:path';
import { damageOf, type Happened, type Kept, type Run } from '@workbook/history';
import type { FaultReport } from '@workbook/world/faults';
import { experimentPlan } from './experiment';

/** What is kept of a lab's test that ran: until it runs again. */
export interface KeptRun extends Kept {
  readonly run: Run;
  /** What became of the faults that it ran under, in the order of the plan; absent without any. */
  readonly faults?: readonly FaultReport[];
}

/** The folder of the kept runs, in the folder of a lab. */
export const RUNS = '.runs';

/** In it, those of experiments: `npm run replay` is about the tests as they are. */
const EXPERIMENT = 'experiment';

/** Bytes. A run of a lab takes a few thousand; one that never ended is not worth its reading. */
const LARGEST = 20_000_000;

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

/** Forgets the runs of the tests of a file. Where that is not allowed, the next run is not kept either. */
export function forgetRuns(testFile: string): void {
  quietly(() => fs.rmSync(runsFolder(testFile), { recursive: true, force: true }));
}

/**
 * Keeps what happened in a test; nothing, if nothing is known of it, or if it cannot be written. What came
 * of it, the exam adds.
 */
export function keepRun(
  testFile: string,
  test: string,
  happened: readonly Happened[],
  faults: readonly FaultReport[],
): void {
  if (happened.length === 0 && faults.length === 0) return;
  const kept: KeptRun = {
    test,
    run: { happened },
    ...(faults.length > 0 && { faults }),
  };
  quietly(() => {
    fs.mkdirSync(runsFolder(testFile), { recursive: true });
    fs.writeFileSync(runFile(testFile, test), JSON.stringify(kept));
  });
}

/** @returns undefined if it was not kept, or is damaged */
export function readRun(file: string): KeptRun | undefined {
  const kept = readKept(file);
  return kept?.run && (kept as KeptRun);
}

/** The same of a test that need not have a run. */
export function readKept(file: string): Kept | undefined {
  const kept = contentOf(file);
  return damageOf(kept) === undefined ? (kept as Kept) : undefined;
}

/** @returns what is wrong with a file of a kept run, as a sentence without a full stop; undefined if nothing is */
export function damageIn(file: string): string | undefined {
  return damageOf(contentOf(file));
}

/** @returns undefined if it is no JSON, or far too much */
function contentOf(file: string): unknown {
  try {
    if (fs.statSync(file).size > LARGEST) return undefined;
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    // The next run of the test keeps another.
    return undefined;
  }
}

/** What is kept of a run is not worth failing its test. */
function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // A folder that is read-only, or a full disk: the run is not kept.
  }
}

function runsFolder(testFile: string): string {
  const apart = experimentPlan() === undefined ? [] : [EXPERIMENT];
  const step = path.basename(testFile).replace(/\.test\.ts$/, '');
  return path.join(labOf(testFile), RUNS, ...apart, step);
}

function labOf(testFile: string): string {
  return path.dirname(path.dirname(testFile));
}
