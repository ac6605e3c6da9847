import path from 'node:path';
import {
  countHeld,
  type Held,
  isTried,
  type Lab,
  type LabResult,
  type StepResult,
  type TestResult,
} from '@workbook/exam';
import { briefOf } from '@workbook/testkit/finding';
import type { Paint } from '../paint';
import { headlineOf, indent } from '../verdict/names';
import type { Picture } from '../verdict/picture';
import { faultsInWords } from '@workbook/world/faults';

/** What a run of a lab's tests under a plan of faults found. */
export interface Experiment extends Pick<LabResult, 'lab' | 'steps'> {
  readonly plan: string;
  /** By the file in which the run is kept. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

const UNKNOWN =
  'Nothing is known of the faults: this test starts no broker, or .runs cannot be written.';

/** The screen of an experiment: for each test what went wrong on purpose, and whether it held. */
export function experimentScreen(experiment: Experiment, paint: Paint): string {
  const { lab, plan, steps } = experiment;
  return [
    '',
    paint.strong(`${lab.number}  ${lab.title}: an experiment`),
    '',
    `  plan  ${plan}`,
    '',
    ...steps.flatMap((step) => fileOfTests(experiment, step, paint)),
    ...summary(countHeld(steps), paint),
    '',
  ].join('\n');
}

function fileOfTests(experiment: Experiment, step: StepResult, paint: Paint): string[] {
  return [
    ...step.findings.flatMap((finding) => [
      paint.strong(headlineOf(step, undefined)),
      '',
      // Where to look is said for the test as it is, and is not the reason for what a fault has done.
      indent(briefOf(finding)),
      '',
    ]),
    ...step.tests.flatMap((test) => oneTest(experiment, step, test, paint)),
  ];
}

function oneTest(
  { lab, pictures }: Experiment,
  step: StepResult,
  test: TestResult,
  paint: Paint,
): string[] {
  const { title, faults, findings, record } = test;
  const [finding] = findings;
  const drawn = record === undefined ? undefined : pictures.get(record);
  return [
    `${paint.strong(headlineOf(step, title))}    ${stateOf(test, paint)}`,
    '',
    ...(faults === undefined ? [UNKNOWN] : faultsInWords(faults)).map(indent),
    '',
    ...(finding ? [indent(briefOf(finding))] : []),
    ...(drawn?.file ? [indent(`picture   ${fromLab(drawn.file, lab)}`)] : []),
    ...(drawn ? ['', indent(drawn.lanes)] : []),
    ...(finding ? [''] : []),
  ];
}

function stateOf({ state, faults }: TestResult, paint: Paint): string {
  if (state !== 'passed') {
    return paint.bad(isTried(faults) ? 'did not hold' : 'failed, and nothing of the plan happened');
  }
  return isTried(faults) ? paint.good('held') : paint.faint('not tried');
}

function summary({ held, broken, untried }: Held, paint: Paint): string[] {
  if (held + broken + untried === 0) {
    return [
      `${paint.bad('No test was executed.')}  Is the name right?`,
      '    npm test      runs every step',
    ];
  }
  const left = 'This was an experiment: your progress is as it was.';
  if (held + broken === 0) return [`${paint.bad('Nothing of the plan happened.')}  ${left}`];
  const count = `${held} of ${held + broken} expectations held.`;
  return [`${broken === 0 ? paint.good(count) : paint.bad(count)}  ${left}`];
}

function fromLab(file: string, { folder }: Lab): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
