import { failingIn, type LabResult, type Reader, type TypeProblem } from '@workbook/exam';
import { inWords } from '../error';
import { experimentScreen } from '../experiment/screen';
import { paintFor } from '../paint';
import { mergeProgress, toProgress } from '../progress';
import { type Picture, pictureOf } from './picture';
import { verdictScreen } from './screen';

// What a learner sees of `npm test` in a lab: the exam calls this, tools/workbook/jest-preset.cjs names it.

/** The verdict, or the screen of an experiment, which leaves progress as it was. */
export const verdict: Reader['verdict'] = (result) => {
  const { stdout } = process;
  const paint = paintFor(stdout);
  const pictures = picturesOf(result);
  if (result.plan !== undefined) {
    stdout.write(experimentScreen({ ...result, plan: result.plan, pictures }, paint));
    return;
  }
  const kept = mergeProgress(result.root, result.lab, toProgress(result, new Date().toISOString()));
  stdout.write(verdictScreen({ ...result, ...kept, pictures }, paint));
};

export const types: Reader['types'] = ({ types: problems = [] }) => {
  process.stdout.write(
    `\n${problems.map((problem) => `types: ${typeInWords(problem)}\n`).join('')}`,
  );
};

export const unreadable: Reader['unreadable'] = (error) => {
  process.stdout.write(`${inWords(error)}\n`);
};

function typeInWords({ file, line, column, code, what }: TypeProblem): string {
  return file === undefined ? `error TS${code}: ${what}` : `${file}:${line}:${column} ${what}`;
}

/** By the file in which a run is kept. Only of the first failing step: who has failed two has the first to mend. */
function picturesOf({ steps }: LabResult): Map<string, Picture> {
  const pictures = new Map<string, Picture>();
  const failing = steps.map(failingIn).find((each) => each.length > 0) ?? [];
  for (const { record } of failing) {
    const drawn = record === undefined ? undefined : pictureOrNone(record);
    if (drawn) pictures.set(record!, drawn);
  }
  return pictures;
}

/** A picture that cannot be drawn or written, in a folder that is read-only, say, costs no verdict. */
function pictureOrNone(record: string): Picture | undefined {
  try {
    return pictureOf(record, columnsOf(process.stdout));
  } catch {
    return undefined;
  }
}

/** Of the terminal; where there is none, those of a narrow one. */
function columnsOf({ columns }: { columns?: number }): number {
  return columns ?? 80;
}
