import path from 'node:path';
import {
  failingIn,
  hasFailed,
  type Lab,
  type LabResult,
  listLabs,
  type StepResult,
} from '@workbook/exam';
import { briefOf, textOf } from '@workbook/testkit/finding';
import { scriptsOf } from '../advice';
import type { Paint } from '../paint';
import { readPredictions } from '../predict/predictions';
import { agedSteps, nextStep, passedSteps, type Progress } from '../progress';
import { headlineOf, indent, labelOf } from './names';
import type { Picture } from './picture';

/** What a run of a lab's tests found, and what is known of it besides. */
export interface Run extends Pick<LabResult, 'root' | 'lab' | 'steps'> {
  /** This run and the ones before it. */
  readonly progress: Progress;
  /** Why that was not kept; undefined if it was. */
  readonly notKept: string | undefined;
  /** What the first failing step shows, by the file in which the run is kept. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** Lines of what the code of one step printed. */
const MOST_PRINTED = 8;

/**
 * The verdict on a run: the steps, what the first failing one says, and where to go next. Of each
 * other failing step only the first failure is told, and not where to look: it comes later.
 */
export function verdictScreen(run: Run, paint: Paint): string {
  const failing = run.steps.filter(hasFailed);
  return [
    '',
    paint.strong(`${run.lab.number}  ${run.lab.title}`),
    '',
    ...table(run, paint),
    '',
    ...run.steps.flatMap((step) => printed(step)),
    ...failing.slice(0, 1).flatMap((step) => failures(step, run, paint)),
    ...failing.slice(1).flatMap((step) => firstFailure(step, paint)),
    ...summary(run, failing, paint),
    ...(run.notKept === undefined ? [] : [`Your progress is not kept: ${run.notKept}.`]),
    '',
  ].join('\n');
}

/** One line for each step, and for each file of tests that is no step. */
function table({ lab, steps: results, progress }: Run, paint: Paint): string[] {
  const ran = new Map(results.map((result) => [result.test, result]));
  const width = Math.max(...lab.steps.map((step) => step.title.length));
  const aged = agedSteps(lab, progress);
  const steps = lab.steps.map((step) => {
    const before = beforeInWords(progress[step.test]?.passed, aged.includes(step));
    const state = stateOf(ran.get(step.test), before, paint);
    return `  step ${step.number}  ${step.title.padEnd(width)}    ${state}`;
  });
  const others = results
    .filter(({ step }) => step === undefined)
    .map((result) => `  ${labelOf(result)}    ${stateOf(result, 'not run', paint)}`);
  return [...steps, ...others];
}

/** What is said of a step that did not run now. */
function beforeInWords(passed: boolean | undefined, isAged: boolean): string {
  if (passed === undefined) return 'not run';
  if (!passed) return 'failed before';
  return isAged ? 'passed before, the code has changed since' : 'passed before';
}

function stateOf(result: StepResult | undefined, before: string, paint: Paint): string {
  if (result && hasFailed(result)) return paint.bad('failed');
  return result?.state === 'passed' ? paint.good('passed') : paint.faint(before);
}

/** What the code printed last: where a failure is read, a long list would push it off the screen. */
function printed(step: StepResult): string[] {
  const lines = step.printed.flatMap((text) => text.split('\n'));
  if (lines.length === 0) return [];
  const left = Math.max(0, lines.length - MOST_PRINTED);
  const heading = `${labelOf(step)} printed${left > 0 ? ` ${lines.length} lines, the last of them` : ''}`;
  return [heading, '', ...lines.slice(left).map(indent), ''];
}

function failures(step: StepResult, { lab, pictures }: Run, paint: Paint): string[] {
  return failingIn(step).flatMap(({ title, record, finding }) => [
    paint.strong(headlineOf(step, title)),
    '',
    indent(textOf(finding)),
    ...picture(record === undefined ? undefined : pictures.get(record), lab),
    '',
  ]);
}

/** Under the labels of what the test says. */
function picture(drawn: Picture | undefined, lab: Lab): string[] {
  if (!drawn) return [];
  const file = drawn.file && path.relative(lab.folder, drawn.file).split(path.sep).join('/');
  return [...(file ? [indent(`picture   ${file}`)] : []), '', indent(drawn.lanes)];
}

function firstFailure(step: StepResult, paint: Paint): string[] {
  return failingIn(step)
    .slice(0, 1)
    .flatMap(({ title, finding }) => [
      paint.strong(headlineOf(step, title)),
      '',
      indent(briefOf(finding)),
      '',
    ]);
}

function summary(run: Run, failing: readonly StepResult[], paint: Paint): string[] {
  const { lab, progress } = run;
  const executed = run.steps.reduce((sum, { tests }) => sum + tests.length, 0);
  if (executed === 0 && failing.length === 0) {
    return [
      `${paint.bad('No test was executed.')}  Is the name right?`,
      '    npm test      runs every step',
    ];
  }
  const next = nextStep(lab, progress);
  const aged = agedSteps(lab, progress).length;
  if (!next && aged === 0 && failing.length === 0) {
    return [allPassed(run, paint), ...predictions(run), ...prices(run)];
  }
  const changed = aged === 0 ? '' : `, ${aged} of them before the code changed`;
  const count = `${passedSteps(lab, progress).length} of ${lab.steps.length} steps passed${changed}.`;
  if (next) return [`${count}  Next: step ${next.number}, ${next.files.join(', ')}`];
  return [count, ...(aged === 0 ? [] : ['    npm test      says whether they still do'])];
}

function allPassed({ root, lab }: Run, paint: Paint): string {
  const labs = listLabs(root);
  const following = labs[labs.findIndex(({ name }) => name === lab.name) + 1];
  const all = paint.good(`All ${lab.steps.length} steps passed.`);
  if (!following) return `${all}  This was the last lab.`;
  return `${all}  Next: lab ${following.number}, labs/${following.name}/README.md`;
}

function predictions({ root, lab }: Run): string[] {
  if (readPredictions(root, lab).length === 0) return [];
  return ['    npm run predict      shows what happens, beside what you predicted'];
}

function prices({ lab }: Run): string[] {
  if (!('prices' in scriptsOf(lab.folder))) return [];
  return ['    npm run prices       prints what each fix costs, and draws it'];
}
