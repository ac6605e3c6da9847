import path from 'node:path';
import { next, runJest, verify, WorkbookError } from '@workbook/exam';
import { toTable } from '../verify/table';
import type { Command, Context } from './command';
import { typedElsewhere } from './in-a-lab';
import { labsToProve } from './verify';

/** How many passed and how many failed. */
interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * `workbook prove`, the `npm test` of the root: the tools' own tests, then the proofs of every lab. The last line says
 * `N passed, N failed`: each test of the tools counts as one, a file of tests that did not load as
 * one that failed, and each check of the labs as one: a step of the starter, a step of the solution,
 * a mistake, or a lab's starter being what the solution makes.
 */
export const prove: Command = async (context, args) => {
  if (args.length > 0 || isAmongLabs(context.root))
    throw typedElsewhere(context.root, 'test', args);
  const tools = await orFailed(context, () => testTools(context));
  const labs = await orFailed(context, () => proveLabs(context));
  const failed = tools.failed + labs.failed;
  context.out.write(`${tools.passed + labs.passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
};

/** True if `npm test` was typed between the labs: npm has gone up to the root's, which takes minutes. */
function isAmongLabs(root: string): boolean {
  const typedIn = path.relative(root, process.env.INIT_CWD ?? root);
  return typedIn.split(path.sep)[0] === 'labs';
}

async function testTools({ root }: Context): Promise<Count> {
  const { results } = await runJest({
    config: path.join(root, 'jest.config.json'),
    results: path.join(root, '.workbook', 'prove', 'tools.json'),
    show: true,
  });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = results;
  if (numPassedTests + numFailedTests + numRuntimeErrorTestSuites === 0) {
    throw new WorkbookError(
      `No test of the tools was executed.\n${next('npx jest', 'shows what jest finds')}`,
    );
  }
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

async function proveLabs({ root, out }: Context): Promise<Count> {
  const report = await verify(root, labsToProve(root, []));
  out.write(`\n${toTable(report)}\n`);
  return report;
}

/** What cannot run at all counts as one that failed, so that the rest still runs. */
async function orFailed({ out }: Context, count: () => Promise<Count>): Promise<Count> {
  try {
    return await count();
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    out.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}
