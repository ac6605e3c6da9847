import fs from 'node:fs';
import path from 'node:path';
import { readJson } from '../lab';

/** A change to the solution that no test can notice, because it changes nothing. */
export interface Survivor {
  /** From the lab's folder: `src/status-board.ts`. */
  readonly file: string;
  /** What stood there, and what the mutant has instead. */
  readonly original: string;
  readonly replacement: string;
  /** Why no test can tell the two apart. */
  readonly why: string;
}

/** The survivors that the author of a lab has explained: `solutions/NN/survivors.json`; none without it. */
export function readSurvivors(root: string, lab: string): Survivor[] {
  const file = path.join(root, 'solutions', lab, 'survivors.json');
  return fs.existsSync(file) ? (readJson(file) as Survivor[]) : [];
}
