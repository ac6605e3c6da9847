import path from 'node:path';
import { type Lab, listLabs } from '@workbook/exam';
import { nextStep, readProgress } from './progress';

/** The lab that the learner is at: the first with a step that has not passed; undefined if all have. */
export function currentLab(root: string): Lab | undefined {
  return listLabs(root).find((lab) => nextStep(lab, readProgress(root, lab)));
}

/** The lab whose folder the command was typed in; undefined elsewhere. */
export function labHere(root: string): Lab | undefined {
  const [labs, name] = path.relative(root, process.cwd()).split(path.sep);
  return labs === 'labs' ? listLabs(root).find((lab) => lab.name === name) : undefined;
}

/** The lab that is meant where none is named: that of this folder; elsewhere, the one that the learner is at, or the last. */
export function labMeant(root: string): Lab | undefined {
  return labHere(root) ?? currentLab(root) ?? listLabs(root).at(-1);
}
