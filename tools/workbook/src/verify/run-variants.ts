import fs from 'node:fs';
import path from 'node:path';
import type { FormattedTestResults } from '@jest/test-result';
import { runJest } from '../jest';
import { failureText, loadFailureText } from '../reporter/failure-text';
import { type Variant, verifyFolder } from './variant';

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
  const results = await runJest({
    config,
    results: path.join(folder, 'results.json'),
    show: false,
  });
  return variants.map(({ lab, name }) =>
    resultsIn(path.join(fs.realpathSync(folder), lab.name, name), results),
  );
}

function configFor(variants: readonly Variant[]): object {
  const labs = [...new Set(variants.map((variant) => variant.lab.name))];
  return {
    preset: '@workbook/workbook',
    roots: labs.map((lab) => `<rootDir>/${lab}`),
    reporters: [],
    maxWorkers: '100%',
    // A wrong solution may leave a connection open that tries for ever to come back.
    forceExit: true,
  };
}

function resultsIn(folder: string, { testResults }: FormattedTestResults): VariantResults {
  const files = testResults.filter(({ name }) => name.startsWith(folder + path.sep));
  return new Map(
    files.map(({ name, message, assertionResults }) => {
      const count = (...states: string[]): number =>
        assertionResults.filter(({ status }) => states.includes(status)).length;
      const failures = assertionResults.flatMap((test) => test.failureMessages ?? []);
      const loaded = assertionResults.length > 0;
      const passed = count('passed');
      const failed = count('failed');
      return [
        path.basename(name),
        {
          passed,
          failed,
          skipped: assertionResults.length - passed - failed,
          text: loaded
            ? failures.map((failure) => failureText(failure, folder)).join('\n\n')
            : loadFailureText(message, folder),
        },
      ];
    }),
  );
}
