import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { patienceNow } from '../guard/patience.cjs';
import { runJest } from '../jest/run-jest';
import type { FileResult } from '../results/result';
import { type Variant, verifyFolder } from './variant';

/** Many tests run beside each other: each has so many times as long as on a learner's machine. */
const PATIENCE = 2;

/** The results of one variant, by the name of the test file. */
export type VariantResults = ReadonlyMap<string, FileResult>;

/**
 * Runs the tests of all `variants`, which `assemble` has put together, in one run of jest.
 *
 * @returns the results of each variant, in the order of `variants`
 * @throws ExamError if jest ends without results
 */
export async function runVariants(
  root: string,
  variants: readonly Variant[],
): Promise<VariantResults[]> {
  const folder = verifyFolder(root);
  const config = path.join(folder, 'jest.config.json');
  const results = path.join(folder, 'results.json');
  fs.writeFileSync(config, JSON.stringify(configFor(variants, results), null, 2));
  const files = (await runJest({
    config,
    results,
    show: false,
    env: { WORKBOOK_PATIENCE: String(patienceNow(PATIENCE)) },
  })) as FileResult[];
  return variants.map(({ lab, name }) => {
    const own = path.join(fs.realpathSync(folder), lab.name, name) + path.sep;
    return new Map(
      files.filter(({ file }) => file.startsWith(own)).map((result) => [result.test, result]),
    );
  });
}

function configFor(variants: readonly Variant[], results: string): object {
  const labs = [...new Set(variants.map((variant) => variant.lab.name))];
  return {
    preset: '@workbook/exam',
    roots: labs.map((lab) => `<rootDir>/${lab}`),
    reporters: [['@workbook/exam/results-reporter', { results }]],
    maxWorkers: workersFor(variants),
    workerIdleMemoryLimit: MOST_MEMORY,
    // A wrong solution may leave a connection open that tries for ever to come back.
    forceExit: true,
  };
}

/** Each takes an eighth of a GiB, and what a hundred files of tests leave. */
const MOST_WORKERS = 16;

/**
 * Bytes of heap between two files of tests, beyond which a worker makes room for a new one: jest keeps about 3 MB of
 * each file, and there are more than a thousand.
 */
const MOST_MEMORY = 400_000_000;

/**
 * More than the machine has cores: most of the time goes by in waiting, for what a wrong solution never does,
 * and on a real server's clock nearly all of it: there a worker needs a fortieth of a core. To start one takes
 * as long as several files of tests.
 */
function workersFor(variants: readonly Variant[]): number {
  const files = variants.reduce((sum, { steps }) => sum + steps.length, 0);
  const each = process.env.NATS_STREAMING_SERVER ? 8 : 2;
  return Math.min(os.availableParallelism() * each, Math.ceil(files / 10), MOST_WORKERS);
}
