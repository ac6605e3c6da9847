import path from 'node:path';
import { next, WorkbookError } from '../error';
import { foldersOf, readJson } from '../lab';

/** What the author claims of a lab's starter: `solutions/NN/proof.json`. */
export interface Proof {
  /** By the number of the step: what its failure must say to the untouched starter. */
  readonly starter: Readonly<Record<string, string>>;
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
  /** What that step's failure must say. */
  readonly message: string;
}

/**
 * Reads the proof of a lab.
 *
 * @throws WorkbookError if it is missing or says nothing of the starter
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
 * @throws WorkbookError if a `mistake.json` is missing or incomplete
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

function incomplete(file: string, what: string): WorkbookError {
  return new WorkbookError(`${file} ${what}.\n${next('npm run verify', 'when it has them')}`);
}
