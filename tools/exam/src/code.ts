import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Lab, Step } from './lab';

/** A name for the code that a step tests: of the lab's `src` and the step's tests as they are now. */
export function codeOf({ folder }: Lab, { test }: Pick<Step, 'test'>): string {
  const hash = createHash('sha256');
  for (const file of [...filesIn(path.join(folder, 'src')), path.join(folder, 'test', test)]) {
    hash
      .update(`${path.relative(folder, file)}\0`)
      .update(contentOf(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Empty if it is not there: that is a state of the code too. */
function contentOf(file: string): Buffer {
  return fs.existsSync(file) ? fs.readFileSync(file) : Buffer.alloc(0);
}
