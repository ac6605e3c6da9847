import fs from 'node:fs';
import path from 'node:path';
import { ExamError } from './error';

/** One step of a lab: one file of tests. */
export interface Step {
  /** From 1, in the order of `lab.json`. */
  readonly number: number;
  readonly title: string;
  /** The file of its tests, in the lab's folder `test`. */
  readonly test: string;
  /** The files that the learner edits, from the lab's folder. */
  readonly files: readonly string[];
}

/** A lab as its `lab.json` describes it. */
export interface Lab {
  /** The name of its folder: `03-queue-groups`. */
  readonly name: string;
  /** What stands before the first dash of the name: `03`. */
  readonly number: string;
  readonly title: string;
  readonly question: string;
  /** How long a learner takes. */
  readonly minutes: number;
  readonly steps: readonly Step[];
  /** Files that are not as the lab before left them, from the lab's folder, and why. */
  readonly since: Readonly<Record<string, string>>;
  /** Absolute. */
  readonly folder: string;
}

/**
 * Every lab under `root`, in order.
 *
 * @throws ExamError if a `lab.json` cannot be read
 */
export function listLabs(root: string): Lab[] {
  return foldersOf(path.join(root, 'labs'))
    .map((name) => path.join(root, 'labs', name))
    .filter((folder) => fs.existsSync(path.join(folder, 'lab.json')))
    .map(readLab);
}

/**
 * The lab in `folder`.
 *
 * @throws ExamError if its `lab.json` is missing, is not JSON or lacks a field
 */
export function readLab(folder: string): Lab {
  const file = path.join(folder, 'lab.json');
  const name = path.basename(folder);
  const { title, question, minutes, steps, since = {} } = readJson(file) as Partial<Lab>;
  if (!title || !question || !minutes || !Array.isArray(steps)) {
    throw new ExamError({
      happened: `${file} needs "title", "question", "minutes" and "steps".`,
      file,
      next: { command: 'npm run verify', purpose: 'when it has them' },
    });
  }
  return {
    name,
    number: name.split('-')[0] ?? name,
    title,
    question,
    minutes,
    steps: (steps as Omit<Step, 'number'>[]).map((step, index) => ({ ...step, number: index + 1 })),
    since,
    folder,
  };
}

/**
 * The lab that `wanted` names: `03-queue-groups`, `03`, `3` or `labs/03-queue-groups`.
 *
 * @throws ExamError if there is none
 */
export function findLab(labs: readonly Lab[], wanted: string): Lab {
  const name = path.basename(wanted);
  const lab = labs.find((each) => each.name === name || Number(each.number) === Number(name));
  if (lab) return lab;
  const names = labs.map((each) => each.name).join(', ') || 'none';
  throw new ExamError({
    happened: `There is no lab "${wanted}". There are: ${names}.`,
    next: { command: 'npm start', purpose: 'shows all labs' },
  });
}

/**
 * Reads a JSON file.
 *
 * @throws ExamError if it is missing or is not JSON
 */
export function readJson(file: string): unknown {
  if (!fs.existsSync(file)) {
    throw new ExamError({
      happened: `${file} is missing.`,
      file,
      next: { command: 'npm run verify', purpose: 'when it is there' },
    });
  }
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ExamError({
      happened: `${file} is not JSON: ${(error as Error).message}`,
      file,
      next: { command: 'npm run verify', purpose: 'when it is' },
    });
  }
}

/** The names of the folders in `folder`, sorted; none if it does not exist. */
export function foldersOf(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
