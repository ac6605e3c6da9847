import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '@workbook/exam';
import { next } from '../advice';
import { WorkbookError } from '../error';
import type { Answer } from '@workbook/testkit/predict';
import { inWorlds } from './worlds';

/**
 * The answers to the questions of a lab, each by running what is asked.
 *
 * @throws WorkbookError if the solution has no answers
 */
export async function answersOf(root: string, lab: Lab): Promise<string[]> {
  const file = path.join(root, 'solutions', lab.name, 'predict.ts');
  if (!fs.existsSync(file)) {
    throw new WorkbookError(
      `${file} is missing: it answers what the README asks.\n${next('npm test', 'goes on without', lab.folder)}`,
    );
  }
  const { answers } = (await import(file)) as { answers: readonly Answer[] };
  const given: string[] = [];
  for (const answer of answers)
    given.push(await inWorlds((starts) => answer(starts.broker, starts.cluster, starts.database)));
  return given;
}
