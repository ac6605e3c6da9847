import path from 'node:path';
import { type Count, ExamError, runTools, verify } from '@workbook/exam';
import { inWords } from '../error';
import { toTable } from '../verify/table';
import { command, type Context } from './command';
import { typedElsewhere } from './in-a-lab';
import { labsToProve } from './verify';

/**
 * The `npm test` of the root: the tools' own tests, then the proofs of every lab. The last line says
 * `N passed, N failed`: each test of the tools counts as one, a file of tests that did not load as
 * one that failed, and each check of the labs as one: a step of the starter, a step of the solution,
 * a mistake, or a lab's starter being what the solution makes.
 */
export const prove = command({
  name: 'prove',
  summary: 'Proves everything: the tools, and the starter, solution and mistakes of each lab',
  usage: 'npm test',
  options: {},
  positionals: {
    placeholder: 'STEP',
    description: 'only in the folder of a lab: npm test runs its tests there',
    asTheyAre: true,
  },
  async run(context, { positionals: args }) {
    if (args.length > 0 || isAmongLabs(context.root))
      throw typedElsewhere(context.root, 'test', args);
    const tools = await orFailed(context, () => runTools(context.root));
    const labs = await orFailed(context, () => proveLabs(context));
    const failed = tools.failed + labs.failed;
    context.out.write(`${tools.passed + labs.passed} passed, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  },
});

/** True if `npm test` was typed between the labs: npm has gone up to the root's, which takes minutes. */
function isAmongLabs(root: string): boolean {
  const typedIn = path.relative(root, process.env.INIT_CWD ?? root);
  return typedIn.split(path.sep)[0] === 'labs';
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
    if (!(error instanceof ExamError)) throw error;
    out.write(`${inWords(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}
