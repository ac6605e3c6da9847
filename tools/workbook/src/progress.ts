import path from 'node:path';
import { codeOf, type Lab, type LabResult, type Step } from '@workbook/exam';
import { readSideFile, writeSideFile } from './side-file';

/** How a step ended when its tests ran last. */
export interface StepProgress {
  readonly passed: boolean;
  /** When, as an ISO date. */
  readonly at: string;
  /** The code that was tested, as `codeOf` names it. */
  readonly code: string;
}

/** What is known of a lab's steps, by the name of the test file; steps that never ran are absent. */
export type Progress = Readonly<Record<string, StepProgress>>;

/** What the runs so far say about `lab`; nothing if there was none, or if the file is damaged. */
export function readProgress(root: string, lab: Lab): Progress {
  const found = readSideFile(fileOf(root, lab));
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(Object.entries(found).filter((entry) => isStepProgress(entry[1])));
}

/** What a run adds; one of a few tests of a step proves nothing. */
export function toProgress({ steps, code }: LabResult, at: string): Progress {
  const told = steps.filter(({ state }) => state !== 'partial');
  return Object.fromEntries(
    told.map(({ test, state }) => [
      test,
      { passed: state === 'passed', at, code: code[test] ?? '' },
    ]),
  );
}

/** What is known of a lab after a run. */
export interface Merged {
  readonly progress: Progress;
  /** Why it was not kept; undefined if it was. */
  readonly notKept: string | undefined;
}

/** Adds what a run found out to `.workbook/progress`; steps that did not run stay as they were. */
export function mergeProgress(root: string, lab: Lab, news: Progress): Merged {
  const progress = { ...readProgress(root, lab), ...news };
  return { progress, notKept: writeSideFile(fileOf(root, lab), progress) };
}

/** The steps of `lab` that passed when they ran last. */
export function passedSteps(lab: Lab, progress: Progress): Step[] {
  return lab.steps.filter((step) => progress[step.test]?.passed === true);
}

/** Those of them that passed with other code than what is there now: what they say has aged. */
export function agedSteps(lab: Lab, progress: Progress): Step[] {
  return passedSteps(lab, progress).filter(
    (step) => progress[step.test]!.code !== codeOf(lab, step),
  );
}

/**
 * The first step that has not passed; undefined when all have. One that passed before the code changed
 * counts here: who goes from step to step changes the code at each, and is not to be sent back. That a
 * lab is passed is another statement, and takes that none of its steps has aged.
 */
export function nextStep(lab: Lab, progress: Progress): Step | undefined {
  return lab.steps.find((step) => progress[step.test]?.passed !== true);
}

function isStepProgress(value: unknown): value is StepProgress {
  return typeof value === 'object' && value !== null && 'passed' in value;
}

function fileOf(root: string, lab: Lab): string {
  return path.join(root, '.workbook', 'progress', `${lab.name}.json`);
}
