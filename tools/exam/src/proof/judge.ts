import { list } from '@workbook/history';
import type { Finding } from '@workbook/testkit/finding';
import type { Lab, Step } from '../lab';
import { failingIn, type FileResult } from '../results/result';
import type { Other } from './other';
import { deadPointers } from './pointers';
import { FIELDS, type Mistake, type Proof, type Wanted } from './proof';
import type { Check } from './report';
import type { VariantResults } from './run-variants';
import type { Variant } from './variant';

/** The starter: each step fails, for the reason that the author gives. */
export function judgeStarter(lab: Lab, { starter }: Proof, results: VariantResults): Check[] {
  return lab.steps.map((step) => {
    const reason = starter[step.number];
    const expected = `step ${step.number} to reject the starter, saying ${quoted([reason ?? '?'])}`;
    if (!reason)
      return fail(expected, { happened: `proof.json gives no reason for step ${step.number}` });
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
    ...strays.map((test) =>
      fail('each file of tests to be a step', { happened: `lab.json has no ${test}` }),
    ),
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

/** The steps before number `step` pass, and that one says all of `words`, each in some finding. */
function judgeWrong(
  lab: Lab,
  steps: readonly Step[],
  step: number,
  words: readonly Wanted[],
  results: VariantResults,
): Check {
  const expected = `step ${step} to reject it, and none before, saying ${quoted(words) || 'why'}`;
  const own = lab.steps[step - 1];
  if (!own) return fail(expected, { happened: `the lab has ${lab.steps.length} steps` });
  return verdict(
    expected,
    firstNotPassing(
      steps.filter(({ number }) => number < step),
      results,
    ) ?? notFailing(lab, results.get(own.test), own, words),
  );
}

function firstNotPassing(steps: readonly Step[], results: VariantResults): Problem | undefined {
  return steps
    .map((step) => notPassing(results.get(step.test), step))
    .find((problem) => problem !== undefined);
}

/** Tests of `results` that were executed. */
export function executed(results: VariantResults): number {
  return [...results.values()].reduce((sum, { tests }) => sum + tests.length, 0);
}

/** Why a check failed, and what the tests have found, if that is why. */
type Problem = Pick<Check, 'says'> & { readonly happened: string };

/** Why `step` cannot be said to have passed. */
function notPassing(result: FileResult | undefined, { number, test }: Step): Problem | undefined {
  if (!result) return { happened: `there is no test/${test}` };
  const says = findingsIn(result);
  if (says.length > 0) return { happened: `step ${number} says:`, says };
  const { skipped, tests } = result;
  if (skipped > 0) return { happened: `step ${number} left out ${skipped} of its tests` };
  return tests.length > 0 ? undefined : { happened: `step ${number} executed no test` };
}

/** Why `step` cannot be said to have failed with `words`, and to have sent its reader to what is there. */
function notFailing(
  lab: Lab,
  result: FileResult | undefined,
  { number, test }: Step,
  words: readonly Wanted[],
): Problem | undefined {
  if (!result) return { happened: `there is no test/${test}` };
  const says = findingsIn(result);
  if (result.tests.every(({ state }) => state === 'passed')) {
    return says.length > 0
      ? { happened: `step ${number} did not load:`, says }
      : { happened: `step ${number} passed` };
  }
  const [dead] = says.flatMap(({ look, read = '' }) =>
    [look, read].flatMap((text) => deadPointers(text, lab)),
  );
  if (dead !== undefined) {
    return { happened: `step ${number} sends its reader to what is not there, ${dead}` };
  }
  return words.every((each) => says.some((finding) => holds(finding, each)))
    ? undefined
    : { happened: `step ${number} says:`, says };
}

function findingsIn(result: FileResult): Finding[] {
  return failingIn(result).map(({ finding }) => finding);
}

/** Where a line ends makes no difference: texts are compared as they are read. */
function holds(finding: Finding, wanted: Wanted): boolean {
  const has = (field: (typeof FIELDS)[number], words: string): boolean =>
    flat([finding[field] ?? ''].flat().join(' ')).includes(flat(words));
  if (typeof wanted === 'string') return FIELDS.some((field) => has(field, wanted));
  return FIELDS.every((field) => has(field, wanted[field] ?? ''));
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function quoted(words: readonly Wanted[]): string {
  const texts = words.flatMap((wanted) =>
    typeof wanted === 'string' ? [wanted] : Object.values<string>(wanted),
  );
  return list(texts.map((text) => `"${text}"`));
}

function verdict(expected: string, problem: Problem | undefined): Check {
  return problem === undefined ? { passed: true, expected } : fail(expected, problem);
}

function fail(expected: string, problem: Problem): Check {
  return { passed: false, expected, ...problem };
}
