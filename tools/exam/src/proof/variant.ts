import fs from 'node:fs';
import path from 'node:path';
import type { Lab, Step } from '../lab';
import { type Files, makeStarter, readFiles, writeFiles } from '../starter/starter';
import { type Other, readOthers } from './other';
import { type Mistake, readMistakes } from './proof';
import { reachOf } from './reach';

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
  /** What it is held against: a step whose tests load nothing of what it changed says what the solution's say. */
  readonly steps: readonly Step[];
}

/** Where the variants of all labs are put together. */
export function verifyFolder(root: string): string {
  return path.join(root, '.workbook', 'verify');
}

/**
 * The variants of `lab`: its starter, its solution, each mistake on top of the solution and, with
 * `others`, what other people wrote.
 *
 * @throws ExamError if the solution has a wrong marker or a mistake is not described
 */
export async function makeVariants(root: string, lab: Lab, others = false): Promise<Variant[]> {
  const solution = path.join(root, 'solutions', lab.name);
  const src = readFiles(path.join(solution, 'src'));
  const change = (
    name: string,
    changed: Files,
    own: number,
  ): Omit<Variant, 'mistake' | 'other'> => {
    const all = new Map([...src, ...changed]);
    return { lab, name, src: all, steps: stepsFor(lab, all, changed, own) };
  };
  const mistakes = readMistakes(root, lab.name).map((mistake) => {
    const wrong = readFiles(path.join(solution, 'mistakes', mistake.name, 'src'));
    return { ...change(mistake.name, wrong, mistake.step), mistake };
  });
  const written = others ? await readOthers(root, lab.name) : [];
  const { steps } = lab;
  return [
    { lab, name: 'starter', src: await makeStarter(root, lab.name), steps },
    { lab, name: 'solution', src, steps },
    ...mistakes,
    ...written.map((other) => ({
      ...change(`other-${other.name}`, other.src, other.step ?? steps.length),
      other,
    })),
  ];
}

/** Up to step number `last`, which is there in any case, those that load something of what was changed. */
function stepsFor(lab: Lab, src: Files, changed: Files, last: number): Step[] {
  return lab.steps.slice(0, last).filter((step) => {
    const reached = reachOf(lab, step, src);
    return step.number === last || [...changed.keys()].some((file) => reached.has(file));
  });
}

/** Puts `variants` together under `verifyFolder`, in place of what was there of their labs. */
export function assemble(root: string, variants: readonly Variant[]): void {
  for (const lab of new Set(variants.map((variant) => variant.lab.name))) {
    fs.rmSync(path.join(verifyFolder(root), lab), { recursive: true, force: true });
  }
  for (const variant of variants) {
    const folder = path.join(verifyFolder(root), variant.lab.name, variant.name);
    copyLab(variant.lab.folder, folder);
    for (const { test } of variant.lab.steps.filter((step) => !variant.steps.includes(step))) {
      fs.rmSync(path.join(folder, 'test', test), { force: true });
    }
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
