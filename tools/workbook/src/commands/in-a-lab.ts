import fs from 'node:fs';
import path from 'node:path';
import { type Lab, listLabs, readJson } from '@workbook/exam';
import { next, WorkbookError } from '../error';
import { currentLab } from '../current-lab';
import type { Command } from './command';

/**
 * `workbook in-a-lab SCRIPT [ARG...]`: what the scripts of a lab do in the root folder, where npm would
 * say "Missing script" and advise about itself.
 */
export const inALab: Command = ({ root }, [script = 'test', ...args]) => {
  throw typedElsewhere(root, script, args);
};

/** The error of who typed `npm run SCRIPT` outside a lab: what to type, and in which lab. */
export function typedElsewhere(
  root: string,
  script: string,
  args: readonly string[],
): WorkbookError {
  const run = script === 'test' ? 'npm test' : `npm run ${script}`;
  const having = listLabs(root).filter((lab) => hasScript(lab, script));
  const current = currentLab(root);
  const lab = having.find(({ name }) => name === current?.name) ?? having[0];
  if (!lab)
    return new WorkbookError(`No lab has "${run}".\n${next('npm start', 'shows the labs')}`);
  // npm has told the folder that was typed in; what npm itself runs in is the root.
  const typedIn = process.env.INIT_CWD ?? root;
  const folder = path.relative(typedIn, lab.folder).split(path.sep).join('/');
  const command = [run, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  return new WorkbookError(
    [
      `"${run}" is typed in the folder of a lab, and this is not one:`,
      `    cd ${folder}`,
      next(command, `in lab ${lab.number}, ${lab.title}`),
    ].join('\n'),
  );
}

function hasScript({ folder }: Lab, script: string): boolean {
  const file = path.join(folder, 'package.json');
  if (!fs.existsSync(file)) return false;
  const { scripts = {} } = readJson(file) as { scripts?: Record<string, string> };
  return script in scripts;
}
