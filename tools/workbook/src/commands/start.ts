import { type Lab, listLabs } from '@workbook/exam';
import { next, wayTo } from '../advice';
import { WorkbookError } from '../error';
import { currentLab } from '../current-lab';
import { agedSteps, nextStep, passedSteps, type Progress, readProgress } from '../progress';
import { command, type Context } from './command';

/** A lab and how far the learner is. */
interface Standing {
  readonly lab: Lab;
  readonly progress: Progress;
}

export const start = command({
  name: 'start',
  summary: 'Says where you stand, what to open, and what to type next',
  usage: 'npm start',
  options: {},
  run: ({ root, out }) => Promise.resolve(tell(root, out)),
});

/** @returns the exit code */
function tell(root: string, out: Context['out']): number {
  const standings = listLabs(root).map((lab) => ({ lab, progress: readProgress(root, lab) }));
  if (standings.length === 0) {
    throw new WorkbookError(
      `There are no labs in ${root}.\n${next('git checkout -- labs', 'restores them')}`,
    );
  }
  const currentName = currentLab(root)?.name;
  const current = standings.find(({ lab }) => lab.name === currentName);
  const lines = [
    '',
    ...standings.map((standing) => row(standing, standing === current, standings)),
    '',
    ...(current ? whatNext(current) : allPassed(standings)),
    '',
  ];
  out.write(lines.join('\n'));
  return 0;
}

function row(standing: Standing, isCurrent: boolean, all: readonly Standing[]): string {
  const { lab, progress } = standing;
  const width = Math.max(...all.map((each) => each.lab.title.length));
  const passed = passedSteps(lab, progress).length;
  const count = `${passed} of ${lab.steps.length} steps`;
  const isAged = agedSteps(lab, progress).length > 0;
  const done = isAged ? 'passed, the code has changed since' : 'passed';
  const state = passed === lab.steps.length ? done : isCurrent ? 'next' : '';
  return `  ${lab.number}  ${lab.title.padEnd(width)}    ${count.padEnd(14)}${state}`.trimEnd();
}

function whatNext({ lab, progress }: Standing): string[] {
  const step = nextStep(lab, progress);
  const files = step?.files.map((file) => `labs/${lab.name}/${file}`).join(', ') ?? '';
  const way = wayTo(lab.folder);
  const started = passedSteps(lab, progress).length > 0;
  return [
    `${lab.number}  ${lab.title}: ${lab.question}  (${lab.minutes} minutes)`,
    '',
    `  read  labs/${lab.name}/README.md${started ? `, from step ${step?.number ?? 1}` : ''}`,
    `  edit  ${files}`,
    ...(way === undefined ? ['  type  npm test'] : [`  type  cd ${way}`, '        npm test']),
  ];
}

function allPassed(standings: readonly Standing[]): string[] {
  if (standings.some(({ lab, progress }) => agedSteps(lab, progress).length > 0)) {
    return [
      'Every lab was passed; where the code has changed since, npm test in its folder says whether it still is.',
    ];
  }
  return ['Every lab is passed. The README of each solution says why it is so.'];
}
