import type { Unfinished } from '@workbook/exam/ending';
import { textOf } from '@workbook/testkit/finding';
import { next } from '../advice';
import { indent } from './names';

/** What is said of a run that ended without a verdict. */
export function noVerdict(run: Unfinished): string {
  if (run.state === 'no tests') {
    return `There are no tests in ${run.folder}.\n${next('git checkout -- test', 'restores them, in the folder of a lab')}`;
  }
  const { step, test, isOver, finding, signal, code } = run;
  const where = test === undefined ? step : `${step}: ${test}`;
  if (finding) return `${where}\n\n${indent(textOf(finding))}\n`;
  return [
    `There is no verdict: jest ended ${signal ? `by ${signal}` : `with code ${code}`} before its tests did.`,
    ...(where === undefined ? [] : [next(where, isOver ? 'had run' : 'was running')]),
    next('npm test', 'runs the tests again'),
  ].join('\n');
}
