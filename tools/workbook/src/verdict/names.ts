import type { StepResult } from '@workbook/exam';

/** How the learner calls a file of tests: `step 2`, or its name if it is no step. */
export function labelOf({ step, test }: StepResult): string {
  return step === undefined ? `test/${test}` : `step ${step}`;
}

/** What stands above a finding. @param title of the test; undefined if it is about the file as a whole */
export function headlineOf(result: StepResult, title: string | undefined): string {
  const whole = result.state === 'left out' ? 'not all of its tests ran' : 'its tests did not load';
  return `${labelOf(result)}: ${title ?? whole}`;
}

/** Four columns to the right, but for empty lines. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
