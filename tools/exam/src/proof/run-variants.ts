import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import type { Entry } from '../guard/journal.cjs';
import { patienceNow } from '../guard/patience.cjs';
import { runJest } from '../jest/run-jest';
import { failuresOf } from '../results/failures';
import { type Variant, verifyFolder } from './variant';

/** Many tests run beside each other: each has so many times as long as on a learner's machine. */
const PATIENCE = 2;

/** How one file of tests of a variant ended. */
export interface FileResult {
  /** Tests that passed. */
  readonly passed: number;
  /** Tests that failed. */
  readonly failed: number;
  /** Tests that were left out. */
  readonly skipped: number;
  /** What the failures say to a learner, or why the file did not load; empty if all is well. */
  readonly text: string;
}

/** The results of one variant, by the name of the test file. */
export type VariantResults = ReadonlyMap<string, FileResult>;

/**
 * Runs the tests of all `variants`, which `assemble` has put together, in one run of jest.
 *
 * @returns the results of each variant, in the order of `variants`
 * @throws WorkbookError if jest ends without results
 */
export async function runVariants(
  root: string,
  variants: readonly Variant[],
): Promise<VariantResults[]> {
  const folder = verifyFolder(root);
  const config = path.join(folder, 'jest.config.json');
  fs.writeFileSync(config, JSON.stringify(configFor(variants), null, 2));
  const { results, journal } = await runJest({
    config,
    results: path.join(folder, 'results.json'),
    show: false,
    env: { WORKBOOK_PATIENCE: String(patienceNow(PATIENCE)) },
  });
  return variants.map(({ lab, name }) =>
    resultsIn(path.join(fs.realpathSync(folder), lab.name, name), results, journal),
  );
}

function configFor(variants: readonly Variant[]): object {
  const labs = [...new Set(variants.map((variant) => variant.lab.name))];
  return {
    preset: '@workbook/exam',
    roots: labs.map((lab) => `<rootDir>/${lab}`),
    reporters: [],
    maxWorkers: workersFor(variants),
    // A wrong solution may leave a connection open that tries for ever to come back.
    forceExit: true,
  };
}

/**
 * More than the machine has cores: most of the time goes by in waiting, for what a wrong solution never does,
 * and still more on a real server's clock. To start one takes as long as several files of tests.
 */
function workersFor(variants: readonly Variant[]): number {
  const files = variants.reduce((sum, { steps }) => sum + steps.length, 0);
  const each = process.env.NATS_STREAMING_SERVER ? 4 : 2;
  return Math.min(os.availableParallelism() * each, Math.ceil(files / 10));
}

function resultsIn(
  folder: string,
  { testResults }: FormattedTestResults,
  journal: readonly Entry[],
): VariantResults {
  const files = testResults.filter(({ name }) => name.startsWith(folder + path.sep));
  return new Map(
    files.map(({ name, message, status, assertionResults }) => {
      const count = (wanted: string): number =>
        assertionResults.filter((test) => test.status === wanted).length;
      const passed = count('passed');
      const failed = count('failed');
      const failures = failuresOf(
        {
          file: name,
          tests: assertionResults,
          message: status === 'failed' ? message : undefined,
        },
        journal,
      );
      return [
        path.basename(name),
        {
          passed,
          failed,
          skipped: assertionResults.length - passed - failed,
          text: failures.map(({ text }) => text).join('\n\n'),
        },
      ];
    }),
  );
}
