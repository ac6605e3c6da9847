import path from 'node:path';
import { type Files, makeStarter, readFiles } from './starter';

/** A file of `labs/NN/src` that is not what the solution makes of it. */
export interface Drift {
  /** From the root, with `/`: `labs/03-queue-groups/src/payments.ts`. */
  readonly file: string;
  readonly what: 'differs' | 'missing' | 'too many';
}

/**
 * Compares a lab's `src` with the starter that its solution makes.
 *
 * @throws ExamError if a marker in the solution is wrong
 */
export async function findDrift(root: string, lab: string): Promise<Drift[]> {
  const starter = await makeStarter(root, lab);
  return compare(lab, starter, readFiles(path.join(root, 'labs', lab, 'src')));
}

/** What has to change for `present` to become `starter`, sorted by file. */
export function compare(lab: string, starter: Files, present: Files): Drift[] {
  const names = [...new Set([...starter.keys(), ...present.keys()])].sort();
  return names.flatMap((name) => {
    const [wanted, found] = [starter.get(name), present.get(name)];
    if (wanted === found) return [];
    const what = wanted === undefined ? 'too many' : found === undefined ? 'missing' : 'differs';
    return [{ file: `labs/${lab}/src/${name}`, what }];
  });
}
