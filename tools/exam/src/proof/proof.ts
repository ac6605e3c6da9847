import path from 'node:path';
import { ExamError } from '../error';
import { foldersOf, readJson } from '../lab';

/** What a finding has to say: in whatever field, or in those that are named. */
export type Wanted = string | Partial<Record<(typeof FIELDS)[number], string>>;

/** The fields of a finding that a learner reads. */
export const FIELDS = ['expected', 'happened', 'look', 'read'] as const;

/** What the author claims of a lab's starter: `solutions/NN/proof.json`. */
export interface Proof {
  /** By the number of the step: what a failure of it must say to the untouched starter. */
  readonly starter: Readonly<Record<string, Wanted>>;
}

/** A known-wrong solution: `solutions/NN/mistakes/NN-name/mistake.json`. */
export interface Mistake {
  /** The name of its folder. */
  readonly name: string;
  /** Its number in the list of mistakes that learners make. */
  readonly number: number;
  /** What is wrong, in a few words. */
  readonly wrong: string;
  /** The step that must reject it. */
  readonly step: number;
  /** What a failure of that step must say. */
  readonly message: Wanted;
}

/**
 * Reads the proof of a lab.
 *
 * @throws ExamError if it is missing or says nothing of the starter
 */
export function readProof(root: string, lab: string): Proof {
  const file = path.join(root, 'solutions', lab, 'proof.json');
  const proof = readJson(file) as Partial<Proof>;
  if (!proof.starter) throw incomplete(file, 'needs "starter", with a text for each step');
  return { starter: proof.starter };
}

/**
 * Reads the mistakes of a lab, by name.
 *
 * @throws ExamError if a `mistake.json` is missing or incomplete
 */
export function readMistakes(root: string, lab: string): Mistake[] {
  const folder = path.join(root, 'solutions', lab, 'mistakes');
  return foldersOf(folder).map((name) => {
    const file = path.join(folder, name, 'mistake.json');
    const { number, wrong, step, message } = readJson(file) as Partial<Mistake>;
    if (!number || !wrong || !step || !message) {
      throw incomplete(file, 'needs "number", "wrong", "step" and "message"');
    }
    return { name, number, wrong, step, message };
  });
}

function incomplete(file: string, what: string): ExamError {
  return new ExamError({
    happened: `${file} ${what}.`,
    file,
    next: { command: 'npm run verify', purpose: 'when it has them' },
  });
}
