import fs from 'node:fs';
import path from 'node:path';
import type { Lab, Step } from './lab';

/** How a step ended when its tests ran last. */
export interface StepProgress {
  readonly passed: boolean;
  /** When, as an ISO date. */
  readonly at: string;
}

/** What is known of a lab's steps, by the name of the test file; steps that never ran are absent. */
export type Progress = Readonly<Record<string, StepProgress>>;

/** What the runs so far say about `lab`; nothing if there was none, or if the file is damaged. */
export function readProgress(root: string, lab: Lab): Progress {
  try {
    return JSON.parse(fs.readFileSync(fileOf(root, lab), 'utf8')) as Progress;
  } catch {
    // The file is rewritten by the next run: a damaged one is worth no error.
    return {};
  }
}

/** Adds what a run found out to `.workbook/progress`; steps that did not run stay as they were. */
export function mergeProgress(root: string, lab: Lab, news: Progress): Progress {
  const progress = { ...readProgress(root, lab), ...news };
  const file = fileOf(root, lab);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(progress, null, 2)}\n`);
  return progress;
}

/** The steps of `lab` that passed when they ran last. */
export function passedSteps(lab: Lab, progress: Progress): Step[] {
  return lab.steps.filter((step) => progress[step.test]?.passed === true);
}

/** The first step that has not passed; undefined when all have. */
export function nextStep(lab: Lab, progress: Progress): Step | undefined {
  return lab.steps.find((step) => progress[step.test]?.passed !== true);
}

function fileOf(root: string, lab: Lab): string {
  return path.join(root, '.workbook', 'progress', `${lab.name}.json`);
}
