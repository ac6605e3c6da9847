import fs from 'node:fs';
import path from 'node:path';
import type { AggregatedResult, Config, Reporter, Test, TestResult } from '@jest/reporters';
import {
  codeOf,
  type Lab,
  readLab,
  startTypeCheck,
  type TypeCheck,
  WorkbookError,
} from '@workbook/exam';
import { experimentPlan } from '@workbook/testkit/experiment';
import type { FaultReport } from '@workbook/testkit/faults';
import { type KeptRun, readRun, runFile } from '@workbook/testkit/kept-run';
import { experimentScreen, held } from '../experiment/screen';
import { note, readJournal, sinceRun } from '@workbook/exam/journal';
import { endWithSupervisor } from '@workbook/exam/watchdog';
import { paintFor } from '../paint';
import { mergeProgress } from '../progress';
import { withLeftOut } from './left-out';
import { type Outcome, toOutcome, toProgress } from './outcome';
import { type Picture, pictureOf } from './picture';
import { verdict } from './screen';

// jest makes a reporter for each run, also in watch mode: a new run ends the check of the last one.
let check: TypeCheck | undefined;

/** What a learner sees of `npm test` in a lab: jest calls it, tools/workbook/jest-preset.json names it. */
export class LabReporter implements Reporter {
  readonly #config: Config.GlobalConfig;
  readonly #folder: string;
  readonly #root: string;
  readonly #watching: boolean;
  readonly #outcomes: Outcome[] = [];
  readonly #startedAt = Date.now();
  #failed = false;
  /** The code that is tested, by the name of the test file. */
  #code = new Map<string, string>();

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
    // An experiment is about what happens, and the code is as it was.
    if (experimentPlan() !== undefined) return;
    check?.stop();
    check = startTypeCheck(this.#folder, this.#root);
    // Before the tests: what is saved while they run has not been tested.
    this.#code = codeNow(this.#folder);
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
        outcomes.every(({ tests }) => tests.length === 0) ||
        outcomes.some(({ failures }) => failures.length > 0);
      const plan = experimentPlan();
      if (plan !== undefined) {
        this.#reportExperiment(lab, plan, outcomes);
        return;
      }
      const codeOf = (test: string): string => this.#code.get(test) ?? '';
      const news = toProgress(outcomes, new Date().toISOString(), codeOf);
      const kept = mergeProgress(this.#root, lab, news);
      const run = { root: this.#root, lab, outcomes, ...kept, pictures: picturesOf(outcomes) };
      process.stdout.write(verdict(run, paintFor(process.stdout)));
    } catch (error) {
      if (!(error instanceof WorkbookError)) throw error;
      this.#failed = true;
      process.stdout.write(`${error.message}\n`);
    }
  }

  #reportExperiment(lab: Lab, plan: string, outcomes: readonly Outcome[]): void {
    const faultsOf = (file: string, test: string): readonly FaultReport[] | undefined =>
      readRunSince(this.#startedAt, runFile(file, test))?.faults;
    const experiment = { lab, plan, outcomes, faultsOf, pictures: picturesOf(outcomes) };
    this.#failed = !held(experiment);
    process.stdout.write(experimentScreen(experiment, paintFor(process.stdout)));
  }

  async #reportTypes(): Promise<void> {
    const errors = (await check?.errors) ?? [];
    if (errors.length === 0) return;
    this.#failed = true;
    process.stdout.write(`\n${errors.map((error) => `types: ${error}\n`).join('')}`);
  }
}

/** A lab that cannot be read is told with the verdict. */
function codeNow(folder: string): Map<string, string> {
  try {
    const lab = readLab(folder);
    return new Map(lab.steps.map((step) => [step.test, codeOf(lab, step)]));
  } catch {
    return new Map();
  }
}

/** Where a run cannot be kept, what is there is of an earlier one. */
function readRunSince(time: number, file: string): KeptRun | undefined {
  const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return written < time ? undefined : readRun(file);
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
    const drawn = pictureOrNone(failing!.file, fullName);
    if (drawn) pictures.set(fullName, drawn);
  }
  return pictures;
}

/** A picture that cannot be drawn or written, in a folder that is read-only, say, costs no verdict. */
function pictureOrNone(file: string, test: string): Picture | undefined {
  try {
    return pictureOf(file, test, columnsOf(process.stdout));
  } catch {
    return undefined;
  }
}

/**
 * Ends the process even if the learner's code left something open, a connection that tries for ever
 * to come back, say. The timer alone does not keep the process: if nothing is open, it ends before.
 */
function leaveSoon(): void {
  setTimeout(() => process.exit(), 500).unref();
}
