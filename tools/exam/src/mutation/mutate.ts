import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ExamError } from '../error';
import type { Lab } from '../lab';
import { assemble, makeVariants, type Variant, verifyFolder } from '../proof/variant';

/** One change that was made to a solution. */
export interface Mutant {
  /** From the lab's folder: `src/payments.ts`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly original: string;
  readonly replacement: string;
  readonly survived: boolean;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          readonly replacement?: string;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
}

const REPORT = 'mutation.json';
/** What a mutant may take beyond the time of the solution: it may wait for ever. */
const PATIENCE_MS = 10_000;

/**
 * Changes what the learner writes of a lab's solution, one thing at a time, and runs the lab's tests
 * on each change, with Stryker.
 *
 * @throws ExamError if Stryker ends without a report
 */
export async function mutate(root: string, lab: Lab): Promise<Mutant[]> {
  const variants = await makeVariants(root, lab);
  const solution = variants.find(({ name }) => name === 'solution')!;
  return mutateFiles(root, solution, [...new Set(lab.steps.flatMap(({ files }) => files))]);
}

/**
 * Changes each right solution of other people in the files that are theirs.
 *
 * @returns the mutants of each, by its name
 * @throws ExamError if Stryker ends without a report
 */
export async function mutateOthers(root: string, lab: Lab): Promise<Map<string, Mutant[]>> {
  const mutants = new Map<string, Mutant[]>();
  for (const variant of await makeVariants(root, lab, true)) {
    const { other } = variant;
    if (!other || other.step !== undefined) continue;
    const files = [...other.src.keys()].map((file) => `src/${file}`);
    mutants.set(other.name, await mutateFiles(root, variant, files));
  }
  return mutants;
}

async function mutateFiles(
  root: string,
  variant: Variant,
  files: readonly string[],
): Promise<Mutant[]> {
  const { lab } = variant;
  assemble(root, [variant]);
  const folder = path.join(verifyFolder(root), lab.name, variant.name);
  const write = (file: string, content: object): void =>
    fs.writeFileSync(path.join(folder, file), JSON.stringify(content));
  write('jest.mutation.json', {
    preset: '@workbook/exam',
    reporters: [],
    forceExit: true,
    // Stryker keeps the files as they were beside those that it changes.
    testPathIgnorePatterns: ['/node_modules/', '/\\.stryker-tmp/'],
  });
  write('stryker.config.json', {
    testRunner: 'jest',
    jest: { configFile: 'jest.mutation.json', enableFindRelatedTests: false },
    plugins: ['@stryker-mutator/jest-runner'],
    mutate: files.map((file) => toPattern(path.join(folder, file))),
    // The folder is a copy: there is no need of another one.
    inPlace: true,
    coverageAnalysis: 'off',
    timeoutMS: PATIENCE_MS,
    reporters: ['json'],
    jsonReporter: { fileName: REPORT },
  });
  const said = await runStryker(folder);
  const report = path.join(folder, REPORT);
  if (fs.existsSync(report))
    return mutantsIn(JSON.parse(fs.readFileSync(report, 'utf8')) as Report);
  throw new ExamError({
    happened: `Stryker ended without a report on ${lab.name}, ${variant.name}.\n${said}`,
    next: {
      command: `npm run verify ${lab.number}`,
      purpose: 'says whether the solution passes',
    },
  });
}

/** A pattern that this file alone matches: Stryker reads the folders above it as patterns too. */
function toPattern(file: string): string {
  return file
    .split(path.sep)
    .join('/')
    .replace(/[[\](){}*?!+@]/g, '[$&]');
}

async function runStryker(folder: string): Promise<string> {
  const core = path.dirname(require.resolve('@stryker-mutator/core/package.json'));
  const program = path.join(core, 'bin', 'stryker.js');
  const child = spawn(process.execPath, [program, 'run'], {
    cwd: folder,
    env: { ...process.env, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  await new Promise((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  return said;
}

function mutantsIn({ files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'Killed' || status === 'Timeout')
      .map(({ status, replacement = '', location }) => ({
        file,
        line: location.start.line,
        lastLine: location.end.line,
        original: textAt(source, location),
        replacement,
        survived: status === 'Survived',
      })),
  );
}

/** Lines and columns count from 1. */
function textAt(source: string, { start, end }: { start: Position; end: Position }): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join('\n');
}
