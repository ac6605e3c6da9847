import fs from 'node:fs';
import path from 'node:path';
import type { Kept } from '@workbook/history';
import { type KeptRun, readKept, readRun, runFile } from '@workbook/testkit/kept-run';
import type { FileResult, TestResult } from './result';

/** What is kept of a test that was executed: what came of it, and its run, as the testkit keeps it, if it has one. */
export type KeptResult = Kept & Pick<KeptRun, 'faults'> & Pick<TestResult, 'state' | 'findings'>;

/**
 * Keeps the results of the tests of a file, each beside its run: whole, if there is one.
 *
 * @param since when the tests began: where nothing can be written, what is there is of an earlier run
 * @returns the same, with where they are, and with what became of faults
 */
export function keepResults(result: FileResult, since: number): FileResult {
  return { ...result, tests: result.tests.map((test) => keepResult(result.file, test, since)) };
}

function keepResult(testFile: string, result: TestResult, since: number): TestResult {
  const { fullName: test, state, findings } = result;
  const file = runFile(testFile, test);
  const run = runSince(file, since);
  const faults = run?.faults;
  const isKept = write(file, { test, state, findings, ...run });
  return { ...result, ...(isKept && { record: file }), ...(faults && { faults }) };
}

/**
 * Reads it again. Of a run of which nothing else is known, the process was ended before the test was.
 *
 * @returns undefined if it was not kept, or is damaged
 */
export function readResult(file: string): KeptResult | undefined {
  const kept: (Kept & Partial<KeptResult>) | undefined = readKept(file);
  if (!kept || (kept.findings === undefined && !kept.run)) return undefined;
  return { state: 'ended', findings: [], ...kept };
}

function runSince(file: string, time: number): KeptRun | undefined {
  try {
    return fs.statSync(file).mtimeMs < time ? undefined : readRun(file);
  } catch {
    // There is none.
    return undefined;
  }
}

/** @returns false if it cannot be: a folder that is read-only, or a full disk, is not worth failing a test */
function write(file: string, result: KeptResult): boolean {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(result));
    return true;
  } catch {
    return false;
  }
}
