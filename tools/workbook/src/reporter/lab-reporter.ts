import path from 'node:path';
import type { AggregatedResult, Config, Reporter, Test, TestResult } from '@jest/reporters';
import { WorkbookError } from '../error';
import { note, readJournal, sinceRun } from '../guard/journal.cjs';
import { endWithSupervisor } from '../guard/watchdog.cjs';
import { readLab } from '../lab';
import { paintFor } from '../paint';
import { mergeProgress } from '../progress';
import { withLeftOut } from './left-out';
import { type Outcome, toOutcome, toProgress } from './outcome';
import { type Picture, pictureOf } from './picture';
import { verdict } from './screen';
import { startTypeCheck, type TypeCheck } from './type-check';

// jest makes a reporter for each run, also in watch mode: a new run ends the check of the last one.
let check: TypeCheck | undefined;

/** What a learner sees of `npm test` in a lab: jest calls it, tools/workbook/jest-preset.json names it. */
export class LabReporter implements Reporter {
  readonly #config: Config.GlobalConfig;
  readonly #folder: string;
  readonly #root: string;
  readonly #watching: boolean;
  readonly #outcomes: Outcome[] = [];
  #failed = false;

  constructor(config: Config.GlobalConfig) {
    const { rootDir, watch, watchAll } = config;
    this.#config = config;
    this.#folder = rootDir;
    this.#root = path.resolve(rootDir, '..', '..');
    this.#watching = watch || watchAll;
    endWithSupervisor();
  }

  onRunStart(): void {
    // After a process that had to be ended the same run goes on.
    if (process.env.WORKBOOK_AGAIN) delete process.env.WORKBOOK_AGAIN;
    else note({ kind: 'run' });
    check?.stop();
    check = startTypeCheck(this.#folder, this.#root);
  }

  onTestResult(_test: Test, result: TestResult): void {
    this.#outcomes.push(toOutcome(result, sinceRun(readJournal())));
  }

  async onRunComplete(_contexts: unknown, results: AggregatedResult): Promise<void> {
    if (results.wasInterrupted) return;
    this.#report();
    note({ kind: 'verdict' });
    const types = this.#reportTypes();
    // Who watches wants the next run at once; its types are told when they are known.
    if (this.#watching) return;
    await types;
    note({ kind: 'over', failed: this.#failed });
    leaveSoon();
  }

  /** Makes jest end with 1 when the tests passed and something else did not. */
  getLastError(): Error | undefined {
    return this.#failed ? new Error('see the report') : undefined;
  }

  #report(): void {
    try {
      const lab = readLab(this.#folder);
      const outcomes = withLeftOut(this.#outcomes, lab, this.#config).sort((one, other) =>
        one.test < other.test ? -1 : 1,
      );
      this.#failed =
        outcomes.every(({ executed }) => executed === 0) ||
        outcomes.some(({ failures }) => failures.length > 0);
      const news = toProgress(outcomes, new Date().toISOString());
      const progress = mergeProgress(this.#root, lab, news);
      const pictures = picturesOf(outcomes);
      const run = { root: this.#root, lab, outcomes, progress, pictures };
      process.stdout.write(verdict(run, paintFor(process.stdout)));
    } catch (error) {
      if (!(error instanceof WorkbookError)) throw error;
      this.#failed = true;
      process.stdout.write(`${error.message}\n`);
    }
  }

  async #reportTypes(): Promise<void> {
    const errors = (await check?.errors) ?? [];
    if (errors.length === 0) return;
    this.#failed = true;
    process.stdout.write(`\n${errors.map((error) => `types: ${error}\n`).join('')}`);
  }
}

/** Of the terminal; where there is none, those of a narrow one. */
function columnsOf({ columns }: { columns?: number }): number {
  return columns ?? 80;
}

/** Only of the first failing step: who has failed two has the first to mend. */
function picturesOf(outcomes: readonly Outcome[]): Map<string, Picture> {
  const pictures = new Map<string, Picture>();
  const failing = outcomes.find(({ failures }) => failures.length > 0);
  for (const { fullName } of failing?.failures ?? []) {
    if (fullName === undefined) continue;
    const drawn = pictureOf(failing!.file, fullName, columnsOf(process.stdout));
    if (drawn) pictures.set(fullName, drawn);
  }
  return pictures;
}

/**
 * Ends the process even if the learner's code left something open, a connection that tries for ever
 * to come back, say. The timer alone does not keep the process: if nothing is open, it ends before.
 */
function leaveSoon(): void {
  setTimeout(() => process.exit(), 500).unref();
}
