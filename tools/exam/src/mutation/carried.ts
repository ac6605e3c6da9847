import path from 'node:path';
import { type Lab, listLabs } from '../lab';
import { readFiles } from '../starter/starter';
import type { Mutant } from './mutate';

/**
 * True for a mutant of lines that an earlier lab's solution has in the same file: that lab's tests are
 * there to notice it.
 */
export function isCarried(root: string, lab: Lab): (mutant: Mutant) => boolean {
  const [own, ...earlier] = listLabs(root)
    .filter(({ name }) => name <= lab.name)
    .reverse()
    .map(({ name }) => readFiles(path.join(root, 'solutions', name)));
  const linesOf = (file: string): string[] => own?.get(file)?.split('\n') ?? [];
  const known = (file: string): Set<string> =>
    new Set(earlier.flatMap((files) => files.get(file)?.split('\n') ?? []));
  return ({ file, line, lastLine }) => {
    const before = known(file);
    return linesOf(file)
      .slice(line - 1, lastLine)
      .every((text) => before.has(text));
  };
}
