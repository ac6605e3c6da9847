import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab';
import { type Files, makeStarter, readFiles, writeFiles } from '../starter/starter';
import { type Other, readOthers } from './other';
import { type Mistake, readMistakes } from './proof';

/** A lab's tests with one version of its code. */
export interface Variant {
  readonly lab: Lab;
  /** `starter`, `solution`, the name of a mistake, or `other-` and a name. */
  readonly name: string;
  /** Only of a mistake. */
  readonly mistake?: Mistake;
  /** Only of another person's solution. */
  readonly other?: Other;
  readonly src: Files;
}

/** Where the variants of all labs are put together. */
export function verifyFolder(root: string): string {
  return path.join(root, '.workbook', 'verify');
}

/**
 * The variants of `lab`: its starter, its solution, each mistake on top of the solution and, with
 * `others`, what other people wrote.
 *
 * @throws WorkbookError if the solution has a wrong marker or a mistake is not described
 */
export async function makeVariants(root: string, lab: Lab, others = false): Promise<Variant[]> {
  const solution = path.join(root, 'solutions', lab.name);
  const src = readFiles(path.join(solution, 'src'));
  const mistakes = readMistakes(root, lab.name).map((mistake) => {
    const wrong = readFiles(path.join(solution, 'mistakes', mistake.name, 'src'));
    return { lab, name: mistake.name, mistake, src: new Map([...src, ...wrong]) };
  });
  const starter = await makeStarter(root, lab.name);
  return [
    { lab, name: 'starter', src: starter },
    { lab, name: 'solution', src },
    ...mistakes,
    ...(others ? await readOthers(root, lab.name) : []).map((other) => ({
      lab,
      name: `other-${other.name}`,
      other,
      src: new Map([...src, ...other.src]),
    })),
  ];
}

/** Puts `variants` together under `verifyFolder`, in place of what was there of their labs. */
export function assemble(root: string, variants: readonly Variant[]): void {
  for (const lab of new Set(variants.map((variant) => variant.lab.name))) {
    fs.rmSync(path.join(verifyFolder(root), lab), { recursive: true, force: true });
  }
  for (const variant of variants) {
    const folder = path.join(verifyFolder(root), variant.lab.name, variant.name);
    copyLab(variant.lab.folder, folder);
    rename(path.join(folder, 'package.json'), `${variant.lab.name}-${variant.name}`);
    writeFiles(path.join(folder, 'src'), variant.src);
  }
}

/** Copies all of a lab but what the learner edits, what npm installs and what runs leave behind. */
function copyLab(from: string, to: string): void {
  const left = ['src', 'node_modules', '.runs'].map((name) => path.join(from, name));
  fs.cpSync(from, to, { recursive: true, filter: (file) => !left.includes(file) });
}

/** jest complains of two packages of one name. */
function rename(file: string, name: string): void {
  const json = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, JSON.stringify({ ...json, name }, null, 2));
}
