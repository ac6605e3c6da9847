import path from 'node:path';
import type { Lab } from '@workbook/exam';
import type { FaultReport } from '@workbook/testkit/faults';
import type { Paint } from '../paint';
import { nameOf, type Outcome, type TestOutcome } from '../reporter/outcome';
import type { Picture } from '../reporter/picture';
import { faultsInWords } from './faults-in-words';

/** What a run of a lab's tests under a plan of faults found. */
export interface Experiment {
  readonly lab: Lab;
  readonly plan: string;
  /** In the order of the steps. */
  readonly outcomes: readonly Outcome[];
  /** What became of the faults in a test, by its file and full name; undefined if that is not known. */
  readonly faultsOf: (file: string, test: string) => readonly FaultReport[] | undefined;
  /** By the full name of the test. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** How the expectations of an experiment fared. */
interface Count {
  readonly held: number;
  readonly broken: number;
  /** In these nothing of the plan happened. */
  readonly untried: number;
}

const UNKNOWN =
  'Nothing is known of the faults: this test starts no broker, or .runs cannot be written.';

/** True if something of the plan happened, and every expectation held. */
export function held(experiment: Experiment): boolean {
  const count = countOf(experiment);
  return count.held > 0 && count.broken === 0;
}

/** The screen of an experiment: for each test what went wrong on purpose, and whether it held. */
export function experimentScreen(experiment: Experiment, paint: Paint): string {
  const { lab, plan, outcomes } = experiment;
  return [
    '',
    paint.strong(`${lab.number}  ${lab.title}: an experiment`),
    '',
    `  plan  ${plan}`,
    '',
    ...outcomes.flatMap((outcome) => fileOfTests(experiment, outcome, paint)),
    ...summary(countOf(experiment), paint),
    '',
  ].join('\n');
}

function fileOfTests(experiment: Experiment, outcome: Outcome, paint: Paint): string[] {
  const { lab } = experiment;
  const broken = outcome.failures.filter(({ title }) => title === undefined);
  return [
    ...broken.flatMap(({ text }) => [
      paint.strong(`${nameOf(outcome, lab)}: its tests did not load`),
      '',
      indent(text),
      '',
    ]),
    ...outcome.tests.flatMap((test) => oneTest(experiment, outcome, test, paint)),
  ];
}

function oneTest(
  experiment: Experiment,
  outcome: Outcome,
  test: TestOutcome,
  paint: Paint,
): string[] {
  const { lab, pictures } = experiment;
  const faults = experiment.faultsOf(outcome.file, test.fullName);
  const failure = outcome.failures.find(({ fullName }) => fullName === test.fullName);
  const drawn = pictures.get(test.fullName);
  return [
    `${paint.strong(`${nameOf(outcome, lab)}: ${test.title}`)}    ${stateOf(test, faults, paint)}`,
    '',
    ...(faults === undefined ? [UNKNOWN] : faultsInWords(faults)).map(indent),
    '',
    ...(failure ? [indent(withoutAdvice(failure.text))] : []),
    ...(drawn?.file ? [indent(`picture   ${fromLab(drawn.file, lab)}`)] : []),
    ...(drawn ? ['', indent(drawn.lanes)] : []),
    ...(failure ? [''] : []),
  ];
}

function stateOf(
  test: TestOutcome,
  faults: readonly FaultReport[] | undefined,
  paint: Paint,
): string {
  if (!test.passed) {
    return paint.bad(isTried(faults) ? 'did not hold' : 'failed, and nothing of the plan happened');
  }
  return isTried(faults) ? paint.good('held') : paint.faint('not tried');
}

function isTried(faults: readonly FaultReport[] | undefined): boolean {
  return faults?.some(({ outcome }) => outcome === 'happened') ?? false;
}

function countOf({ outcomes, faultsOf }: Experiment): Count {
  const count = { held: 0, broken: 0, untried: 0 };
  for (const { file, tests, failures } of outcomes) {
    count.broken += failures.filter(({ title }) => title === undefined).length;
    for (const { passed, fullName } of tests) {
      if (!passed) count.broken++;
      else if (isTried(faultsOf(file, fullName))) count.held++;
      else count.untried++;
    }
  }
  return count;
}

function summary({ held, broken, untried }: Count, paint: Paint): string[] {
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

/** Where to look is said for the test as it is, and is not the reason for what a fault has done. */
function withoutAdvice(text: string): string {
  return text.split(/\nlook at /, 1)[0] ?? '';
}

function fromLab(file: string, { folder }: Lab): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
