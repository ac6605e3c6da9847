import { next } from '../advice';
import { kindsInWords, parsePlan } from '@workbook/world/faults';

const EXAMPLE = 'npm test -- step-1 --replay "deliver-twice payments-1 #1"';

/** Why `plan` is no plan for an experiment, and what one looks like; undefined if it is one. */
export function whatIsWrong(plan: string): string | undefined {
  if (plan.trim() === '' || plan.startsWith('-')) {
    return [
      '--replay needs what is to go wrong, in quotes: one of these, or several with commas between.',
      ...kindsInWords(),
      next(EXAMPLE, 'for example'),
    ].join('\n');
  }
  try {
    parsePlan(plan);
    return undefined;
  } catch (error) {
    return `${(error as Error).message}\n${next(EXAMPLE, 'for example')}`;
  }
}
