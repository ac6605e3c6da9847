import { listLabs } from '@workbook/exam';
import { next, scriptsOf } from '../advice';
import { WorkbookError } from '../error';
import { currentLab } from '../current-lab';
import { command } from './command';

/** What the scripts of a lab do in the root, where npm would say "Missing script" and advise about itself. */
export const inALab = command({
  name: 'in-a-lab',
  summary: 'Says in which folder a script of a lab is typed',
  usage: 'node tools/door.cjs workbook in-a-lab',
  options: {},
  positionals: {
    placeholder: 'SCRIPT',
    description: 'the script, and what stands behind it',
    asTheyAre: true,
  },
  run({ root }, { positionals: [script = 'test', ...args] }) {
    throw typedElsewhere(root, script, args);
  },
});

/** The error of who typed `npm run SCRIPT` outside a lab: what to type, and in which lab. */
export function typedElsewhere(
  root: string,
  script: string,
  args: readonly string[],
): WorkbookError {
  const run = script === 'test' ? 'npm test' : `npm run ${script}`;
  const having = listLabs(root).filter(({ folder }) => script in scriptsOf(folder));
  const current = currentLab(root);
  const lab = having.find(({ name }) => name === current?.name) ?? having[0];
  if (!lab)
    return new WorkbookError(`No lab has "${run}".\n${next('npm start', 'shows the labs')}`);
  const typed = [run, ...(args.length > 0 ? ['--', ...args.map(quoted)] : [])].join(' ');
  return new WorkbookError(
    [
      `"${run}" is typed in the folder of a lab, and this is not one:`,
      next(typed, `in lab ${lab.number}, ${lab.title}`, lab.folder),
    ].join('\n'),
  );
}

/** What has spaces in it is one argument in any shell if it stands in quotes. */
function quoted(arg: string): string {
  return /\s/.test(arg) ? `"${arg}"` : arg;
}
