import path from 'node:path';
import type { AggregatedResult, Config, Reporter, Test, TestResult } from '@jest/reporters';
import { experimentPlan } from '@workbook/testkit/experiment';
import { forgetRuns } from '@workbook/testkit/kept-run';
import { codeOf } from '../code';
import { ExamError } from '../error';
import { note, readJournal, sinceRun } from '../guard/journal.cjs';
import { endWithSupervisor } from '../guard/watchdog.cjs';
import { type Lab, readLab } from '../lab';
import { countHeld } from './experiment';
import { toFileResult } from './from-jest';
import { keepResults } from './kept-result';
import { withLeftOut } from './left-out';
import { hasFailed, type LabResult, type StepResult } from './result';
import { startTypeCheck, type TypeCheck } from './type-check';

/** Who tells of the tests of a lab: a module that jest's settings name, with these functions. */
export interface Reader {
  /** The tests are over. */
  verdict(result: LabResult): void;
  /** The compiler has found something, after the verdict. */
  types(result: LabResult): void;
  /** The lab cannot be read. */
  unreadable(error: ExamError): void;
}

// jest makes a reporter for each run, also in watch mode: a new run ends the check of the last one.
let check: TypeCheck | undefined;

/** Makes of a run of a lab's tests what its reader tells: `npm test` in a lab, the watch, experiments. */
export class LabReporter implements Reporter {
  readonly #config: Config.GlobalConfig;
  readonly #reader: Reader;
  readonly #root: string;
  readonly #steps: StepResult[] = [];
  readonly #startedAt = Date.now();
  /** The lab, or why it cannot be read. */
  #lab: Lab | ExamError | undefined;
  #failed = false;
  /** The code that is tested, by the name of the test file. */
  #code: Readonly<Record<string, string>> = {};

  constructor(config: Config.GlobalConfig, reader: Reader) {
    this.#config = config;
    this.#reader = reader;
    this.#root = path.resolve(config.rootDir, '..', '..');
    endWithSupervisor();
  }

  onRunStart(): void {
    // After a process that had to be ended the same run goes on.
    if (process.env.WORKBOOK_AGAIN) delete process.env.WORKBOOK_AGAIN;
    else note({ kind: 'run' });
    const { rootDir } = this.#config;
    this.#lab = readOrError(rootDir);
    // An experiment is about what happens, and the code is as it was.
    if (experimentPlan() !== undefined) return;
    check?.stop();
    check = startTypeCheck(rootDir, this.#root);
    // Before the tests: what is saved while they run has not been tested.
    const lab = this.#lab;
    if (lab instanceof ExamError) return;
    this.#code = Object.fromEntries(lab.steps.map((step) => [step.test, codeOf(lab, step)]));
  }

  onTestFileStart({ path: file }: Test): void {
    forgetRuns(file);
  }

  onTestResult(_test: Test, result: TestResult): void {
    const lab = this.#lab;
    if (!lab || lab instanceof ExamError) return;
    const told = keepResults(toFileResult(result, sinceRun(readJournal())), this.#startedAt);
    const step = lab.steps.find(({ test }) => test === told.test)?.number;
    this.#steps.push({ lab: lab.name, ...(step !== undefined && { step }), ...told });
  }

  async onRunComplete(_contexts: unknown, { wasInterrupted }: AggregatedResult): Promise<void> {
    const lab = this.#lab;
    if (wasInterrupted || !lab) return;
    const result = lab instanceof ExamError ? undefined : this.#resultOf(lab);
    this.#failed = result?.failed ?? true;
    if (result) this.#reader.verdict(result);
    else this.#reader.unreadable(lab as ExamError);
    note({ kind: 'verdict' });
    const types = result && this.#tellTypes(result);
    // Who watches wants the next run at once; its types are told when they are known.
    if (this.#config.watch || this.#config.watchAll) return;
    await types;
    note({ kind: 'over', failed: this.#failed });
    leaveSoon();
  }

  /** Makes jest end with 1 when the tests passed and something else did not. */
  getLastError(): Error | undefined {
    return this.#failed ? new Error('see the report') : undefined;
  }

  #resultOf(lab: Lab): LabResult {
    const steps = withLeftOut(this.#steps, lab, this.#config).sort((one, other) =>
      one.test < other.test ? -1 : 1,
    );
    const plan = experimentPlan();
    const { held, broken } = countHeld(steps);
    const failed =
      plan === undefined
        ? steps.every(({ tests }) => tests.length === 0) || steps.some(hasFailed)
        : held === 0 || broken > 0;
    const common = { root: this.#root, lab, steps, code: this.#code, failed };
    return plan === undefined ? common : { ...common, plan };
  }

  async #tellTypes(result: LabResult): Promise<void> {
    const types = (await check?.problems) ?? [];
    if (types.length === 0) return;
    this.#failed = true;
    this.#reader.types({ ...result, types, failed: true });
  }
}

function readOrError(folder: string): Lab | ExamError {
  try {
    return readLab(folder);
  } catch (error) {
    if (error instanceof ExamError) return error;
    throw error;
  }
}

/**
 * Ends the process even if the learner's code left something open, a connection that tries for ever
 * to come back, say. The timer alone does not keep the process: if nothing is open, it ends before.
 */
function leaveSoon(): void {
  setTimeout(() => process.exit(), 500).unref();
}
