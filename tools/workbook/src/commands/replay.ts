import fs from 'node:fs';
import path from 'node:path';
import { foldersOf, listLabs, next, WorkbookError } from '@workbook/exam';
import { readRun, RUNS } from '@workbook/testkit/kept-run';
import { labHere } from '../current-lab';
import { draw } from '../reporter/picture';
import type { Command, Context } from './command';

/** Where the terminal does not say how wide it is. */
const COLUMNS = 100;

/** A kept run, by the name that opens it: `03/step-1-two-copies/each-order-is-charged-once`. */
interface Kept {
  readonly token: string;
  readonly file: string;
}

/**
 * `workbook replay [TOKEN]`: what happened when a test of a lab last ran; without a token, which there
 * are, in the folder of a lab those of this lab.
 */
export const replay: Command = async (context, args) => {
  const kept = keptRuns(context);
  const [wanted, ...others] = args;
  if (others.length > 0) {
    throw new WorkbookError(
      `"replay" takes one name, and got "${args.join(' ')}".\n${next('npm run replay', 'lists them')}`,
    );
  }
  if (kept.length === 0) {
    throw new WorkbookError(
      `No run has been kept yet.\n${next('npm test', 'in the folder of a lab, keeps one for each test')}`,
    );
  }
  if (wanted === undefined) list(context, kept);
  else show(context, findRun(kept, wanted));
  return Promise.resolve(0);
};

function keptRuns({ root }: Context): Kept[] {
  const here = labHere(root);
  return (here ? [here] : listLabs(root)).flatMap(({ number, folder }) => {
    const runs = path.join(folder, RUNS);
    return foldersOf(runs).flatMap((step) =>
      fs
        .readdirSync(path.join(runs, step))
        .filter((file) => file.endsWith('.json'))
        .map((file) => path.parse(file).name)
        .sort()
        .map((name) => ({
          token: `${number}/${step}/${name}`,
          file: path.join(runs, step, `${name}.json`),
        })),
    );
  });
}

/** A part of a name will do, if no other run has it. */
function findRun(kept: readonly Kept[], wanted: string): Kept {
  const exact = kept.find(({ token }) => token === wanted);
  const like = exact ? [exact] : kept.filter(({ token }) => token.includes(wanted));
  if (like.length === 1) return like[0]!;
  const what = like.length === 0 ? 'No kept run is' : `${like.length} kept runs are`;
  const names = (like.length === 0 ? kept : like).map(({ token }) => `    ${token}`);
  throw new WorkbookError([`${what} called "${wanted}". There are:`, ...names].join('\n'));
}

function list({ out }: Context, kept: readonly Kept[]): void {
  const lines = kept.map(({ token, file }) => {
    const failed = readRun(file)?.about !== undefined;
    return `    npm run replay -- ${token}${failed ? '   failed' : ''}`;
  });
  out.write(['What happened when each test last ran:', ...lines, ''].join('\n'));
}

function show({ root, out }: Context, { file }: Kept): void {
  const kept = readRun(file);
  if (!kept) {
    throw new WorkbookError(
      `${file} is damaged.\n${next('npm test', 'in the folder of its lab, keeps the run again')}`,
    );
  }
  const { columns = COLUMNS } = out as { columns?: number };
  const { lanes, story, file: picture } = draw({ test: kept.test, run: kept.run }, file, columns);
  out.write(
    [
      '',
      kept.test,
      '',
      lanes,
      '',
      story,
      '',
      picture === undefined
        ? `The picture could not be written: ${path.dirname(file)} is read-only.`
        : `picture   ${path.relative(root, picture).split(path.sep).join('/')}`,
      '',
    ].join('\n'),
  );
}
