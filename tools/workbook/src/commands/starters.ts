import fs from 'node:fs';
import path from 'node:path';
import {
  compare,
  type Drift,
  type Files,
  foldersOf,
  listLabs,
  makeStarter,
  readFiles,
  writeFiles,
} from '@workbook/exam';
import { next } from '../advice';
import { WorkbookError } from '../error';
import { command, type Context } from './command';

export const starters = command({
  name: 'starters',
  summary: 'Makes labs/NN/src from solutions/NN/src',
  usage: 'npm run starters',
  options: { check: { type: 'boolean', description: 'only says where they differ' } },
  run: (context, { values }) => make(context, values.check),
});

/** @returns the exit code */
async function make(context: Context, check: boolean): Promise<number> {
  const names = labsWithSolutions(context.root);
  // All of them are made before any is written: one wrong marker changes nothing.
  const made = await Promise.all(names.map((name) => makeStarter(context.root, name)));
  const changes = names.map((name, index) => {
    const starter = made[index]!;
    return { starter, folder: srcOf(context, name), drift: driftOf(context, name, starter) };
  });
  const drift = changes.flatMap((change) => change.drift);
  if (check) return reportDrift(context, drift);
  for (const { folder, starter } of changes) replace(folder, starter);
  return reportWritten(context, drift);
}

function labsWithSolutions(root: string): string[] {
  const labs = new Set(listLabs(root).map((lab) => lab.name));
  const names = foldersOf(path.join(root, 'solutions'));
  const orphan = names.find((name) => !labs.has(name));
  if (orphan === undefined) return names;
  throw new WorkbookError(
    `solutions/${orphan} has no lab: labs/${orphan}/lab.json is missing.\n${next('npm run starters', 'when it is there')}`,
  );
}

function srcOf({ root }: Context, lab: string): string {
  return path.join(root, 'labs', lab, 'src');
}

function driftOf(context: Context, lab: string, starter: Files): Drift[] {
  return compare(lab, starter, readFiles(srcOf(context, lab)));
}

function replace(folder: string, starter: Files): void {
  const present = readFiles(folder);
  for (const name of present.keys()) {
    if (!starter.has(name)) fs.rmSync(path.join(folder, name));
  }
  // A file that is right already keeps its date, so that watchers stay quiet.
  writeFiles(folder, new Map([...starter].filter(([name, text]) => present.get(name) !== text)));
}

function reportDrift({ out }: Context, drift: readonly Drift[]): number {
  if (drift.length === 0) {
    out.write('Every starter is what its solution makes.\n');
    return 0;
  }
  out.write(
    [
      'These files are not what their solution makes:',
      ...drift.map(({ file, what }) => `    ${file} ${what}`),
      'If you are working on these labs, this is your own work, and all is well.',
      'If you changed a solution, make them again; it overwrites what is in labs/*/src:',
      next('npm run starters', 'makes every starter'),
      '',
    ].join('\n'),
  );
  return 1;
}

function reportWritten({ out }: Context, drift: readonly Drift[]): number {
  const verbs = { differs: 'rewrote', missing: 'made', 'too many': 'removed' };
  for (const { file, what } of drift) out.write(`${verbs[what].padEnd(8)} ${file}\n`);
  if (drift.length === 0) out.write('Every starter was right already.\n');
  return 0;
}
