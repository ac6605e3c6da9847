import { parsePlan } from '@workbook/world/faults';

/** Why a text is no plan of faults, and what one looks like, line by line; undefined if it is one. */
export function planProblem(plan: string): string[] | undefined {
  try {
    parsePlan(plan);
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}
