import type { Lab, Step } from '../lab';
import type { Other } from './other';
import type { Mistake, Proof } from './proof';
import { deadPointers } from './pointers';
import type { Check } from './report';
import type { FileResult, VariantResults } from './run-variants';
import type { Variant } from './variant';

/** The starter: each step fails, for the reason that the author gives. */
export function judgeStarter(lab: Lab, { starter }: Proof, results: VariantResults): Check[] {
  return lab.steps.map((step) => {
    const reason = starter[step.number];
    const expected = `step ${step.number} to reject the starter, saying ${quote(reason ?? '?')}`;
    if (!reason) return fail(expected, `proof.json gives no reason for step ${step.number}`);
    return verdict(expected, notFailing(lab, results.get(step.test), step, [reason]));
  });
}

/** The solution: every test of every step passes, and no other file of tests is there. */
export function judgeSolution(lab: Lab, results: VariantResults): Check[] {
  const steps = lab.steps.map((step) =>
    verdict(`step ${step.number} to pass the solution`, notPassing(results.get(step.test), step)),
  );
  const known = new Set(lab.steps.map((step) => step.test));
  const strays = [...results.keys()].filter((test) => !known.has(test));
  return [
    ...steps,
    ...strays.map((test) => fail('each file of tests to be a step', `lab.json has no ${test}`)),
  ];
}

/** A mistake: the steps before its own pass, and its own says what the author claims. */
export function judgeMistake(
  { lab, steps }: Variant,
  mistake: Mistake,
  results: VariantResults,
): Check {
  return judgeWrong(lab, steps, mistake.step, [mistake.message], results);
}

/** Another person's solution: all steps pass, or one rejects it as a mistake is rejected. */
export function judgeOther(
  { lab, steps }: Variant,
  { step, words }: Other,
  results: VariantResults,
): Check {
  if (step !== undefined) return judgeWrong(lab, steps, step, words, results);
  return verdict('every step to pass it', firstNotPassing(steps, results));
}

/** The steps before number `step` pass, and that one says all of `words`. */
function judgeWrong(
  lab: Lab,
  steps: readonly Step[],
  step: number,
  words: readonly string[],
  results: VariantResults,
): Check {
  const expected = `step ${step} to reject it, and none before, saying ${words.map(quote).join(' and ') || 'why'}`;
  const own = lab.steps[step - 1];
  if (!own) return fail(expected, `the lab has ${lab.steps.length} steps`);
  return verdict(
    expected,
    firstNotPassing(
      steps.filter(({ number }) => number < step),
      results,
    ) ?? notFailing(lab, results.get(own.test), own, words),
  );
}

function firstNotPassing(steps: readonly Step[], results: VariantResults): string | undefined {
  return steps
    .map((step) => notPassing(results.get(step.test), step))
    .find((problem) => problem !== undefined);
}

/** Tests of `results` that were executed. */
export function executed(results: VariantResults): number {
  return [...results.values()].reduce((sum, { passed, failed }) => sum + passed + failed, 0);
}

/** Why `step` cannot be said to have passed. */
function notPassing(result: FileResult | undefined, { number, test }: Step): string | undefined {
  if (!result) return `there is no test/${test}`;
  if (result.text) return `step ${number} says:\n${result.text}`;
  if (result.skipped > 0) return `step ${number} left out ${result.skipped} of its tests`;
  return result.passed > 0 ? undefined : `step ${number} executed no test`;
}

/** Why `step` cannot be said to have failed with `words`, and to have sent its reader to what is there. */
function notFailing(
  lab: Lab,
  result: FileResult | undefined,
  { number, test }: Step,
  words: readonly string[],
): string | undefined {
  if (!result) return `there is no test/${test}`;
  if (result.failed === 0) {
    return result.text ? `step ${number} did not load:\n${result.text}` : `step ${number} passed`;
  }
  const [dead] = deadPointers(result.text, lab);
  if (dead !== undefined) return `step ${number} sends its reader to what is not there, ${dead}`;
  return words.every((each) => flat(result.text).includes(flat(each)))
    ? undefined
    : `step ${number} says:\n${result.text}`;
}

/** Texts are compared as they are read: where a line ends makes no difference. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function quote(text: string): string {
  return `"${text}"`;
}

function verdict(expected: string, happened: string | undefined): Check {
  return happened === undefined ? { passed: true, expected } : fail(expected, happened);
}

function fail(expected: string, happened: string): Check {
  return { passed: false, expected, happened };
}
