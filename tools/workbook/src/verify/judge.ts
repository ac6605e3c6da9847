import type { Lab, Step } from '../lab';
import type { Mistake, Proof } from './proof';
import type { Check } from './report';
import type { FileResult, VariantResults } from './run-variants';

/** The starter: each step fails, for the reason that the author gives. */
export function judgeStarter(lab: Lab, { starter }: Proof, results: VariantResults): Check[] {
  return lab.steps.map((step) => {
    const reason = starter[step.number];
    const expected = `step ${step.number} to reject the starter, saying ${quote(reason ?? '?')}`;
    if (!reason) return fail(expected, `proof.json gives no reason for step ${step.number}`);
    return verdict(expected, notFailing(results.get(step.test), step, reason));
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
export function judgeMistake(lab: Lab, mistake: Mistake, results: VariantResults): Check {
  const expected = `step ${mistake.step} to reject it, and none before, saying ${quote(mistake.message)}`;
  const own = lab.steps[mistake.step - 1];
  if (!own) return fail(expected, `the lab has ${lab.steps.length} steps`);
  const before = lab.steps
    .slice(0, mistake.step - 1)
    .map((step) => notPassing(results.get(step.test), step))
    .find((problem) => problem !== undefined);
  return verdict(expected, before ?? notFailing(results.get(own.test), own, mistake.message));
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

/** Why `step` cannot be said to have failed with `words`. */
function notFailing(
  result: FileResult | undefined,
  { number, test }: Step,
  words: string,
): string | undefined {
  if (!result) return `there is no test/${test}`;
  if (result.failed === 0) {
    return result.text ? `step ${number} did not load:\n${result.text}` : `step ${number} passed`;
  }
  return flat(result.text).includes(flat(words))
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
