import fs from 'node:fs';
import type { Reporter, Test, TestResult } from '@jest/reporters';
import { readJournal } from '../guard/journal.cjs';
import { toFileResult } from './from-jest';
import { keepResults } from './kept-result';
import type { FileResult } from './result';

/** Leaves the results of a run in a file, as a list of `FileResult`: for who has started it. */
export class ResultsReporter implements Reporter {
  readonly #results: FileResult[] = [];
  readonly #startedAt = Date.now();

  constructor(private readonly file: string) {}

  onTestResult(_test: Test, result: TestResult): void {
    this.#results.push(keepResults(toFileResult(result, readJournal()), this.#startedAt));
  }

  onRunComplete(): void {
    fs.writeFileSync(this.file, JSON.stringify(this.#results));
  }
}
