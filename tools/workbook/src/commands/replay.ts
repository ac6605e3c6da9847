import fs from 'node:fs';
import path from 'node:path';
import { foldersOf, type KeptResult, type Lab, listLabs, readResult } from '@workbook/exam';
import { damageIn, RUNS } from '@workbook/testkit/kept-run';
import { labHere, labMeant } from '../current-lab';
import { next } from '../advice';
import { WorkbookError } from '../error';
import { draw } from '../verdict/picture';
import { command, type Context } from './command';

/** Where the terminal does not say how wide it is. */
const COLUMNS = 100;

/** A kept run, by the name that opens it: `03/step-1-two-copies/each-order-is-charged-once`. */
interface Kept {
  readonly token: string;
  readonly lab: Lab;
  readonly file: string;
  /** Undefined if it is damaged. */
  readonly result: KeptResult | undefined;
}

export const replay = command({
  name: 'replay',
  summary: 'Shows what happened when a test of a lab last ran',
  usage: 'npm run replay',
  options: {},
  positionals: {
    placeholder: 'RUN',
    description: 'the run, or a part of its name; without it they are listed',
    most: 1,
  },
  run(context, { positionals: [wanted] }) {
    const kept = keptRuns(context);
    if (kept.length === 0) throw noneKept(context);
    if (wanted === undefined) list(context, kept);
    else show(context, findRun(kept, wanted));
    return Promise.resolve(0);
  },
});

function noneKept({ root }: Context): WorkbookError {
  return new WorkbookError(
    `No run has been kept yet.\n${next('npm test', 'keeps one for each test', labMeant(root)?.folder)}`,
  );
}

function keptRuns({ root }: Context): Kept[] {
  const here = labHere(root);
  return (here ? [here] : listLabs(root)).flatMap((lab) => {
    const runs = path.join(lab.folder, RUNS);
    return foldersOf(runs).flatMap((step) =>
      fs
        .readdirSync(path.join(runs, step))
        .filter((file) => file.endsWith('.json'))
        .map((file) => path.parse(file).name)
        .sort()
        .map((name) => {
          const file = path.join(runs, step, `${name}.json`);
          return { token: `${lab.number}/${step}/${name}`, lab, file, result: readResult(file) };
        })
        // A test without a broker has nothing to show.
        .filter(({ result }) => !result || result.run),
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
  const lines = kept.map(({ token, result }) => {
    const failed = result && result.state !== 'passed';
    return `    npm run replay -- ${token}${failed ? '   failed' : ''}`;
  });
  out.write(['What happened when each test last ran:', ...lines, ''].join('\n'));
}

function show({ root, out }: Context, { lab, file, result }: Kept): void {
  if (!result?.run) {
    throw new WorkbookError(
      `${file} is damaged: ${damageIn(file) ?? 'it holds no run'}.\n${next('npm test', 'keeps the run again', lab.folder)}`,
    );
  }
  const { columns = COLUMNS } = out as { columns?: number };
  const { test, run } = result;
  const { lanes, story, file: picture } = draw(test, run, { file, columns });
  out.write(
    [
      '',
      test,
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
