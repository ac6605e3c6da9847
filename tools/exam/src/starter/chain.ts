import path from 'node:path';
import { type Lab, listLabs } from '../lab';
import { withoutMarkers } from './regions';
import { makeStarter, readFiles } from './starter';

/** Whether a lab begins where the one before it ended. */
export interface Chain {
  /** The lab before, which has a solution. */
  readonly before: string;
  /** What is wrong, a line for each file; empty if the labs agree. */
  readonly breaks: readonly string[];
}

/**
 * Compares the starter of `lab` with the solution of the lab before it. A file of both is the same, or
 * `lab.json` says under `since` what is different and why.
 *
 * @returns undefined for the first lab
 * @throws ExamError if a marker in a solution is wrong
 */
export async function followChain(root: string, lab: Lab): Promise<Chain | undefined> {
  const solved = listLabs(root)
    .filter(({ name }) => name < lab.name)
    .map(({ name }) => ({ name, files: readFiles(path.join(root, 'solutions', name, 'src')) }))
    .findLast(({ files }) => files.size > 0);
  if (!solved) return undefined;
  const starter = await makeStarter(root, lab.name);
  const differs = (file: string): boolean => {
    const [before, now] = [solved.files.get(file), starter.get(file)];
    return before !== undefined && now !== undefined && withoutMarkers(before) !== now;
  };
  const changed = [...starter.keys()]
    .map((file) => `src/${file}`)
    .filter((file) => differs(file.slice(4)));
  const unsaid = changed.filter((file) => !lab.since[file]);
  const stale = Object.keys(lab.since).filter((file) => !changed.includes(file));
  return {
    before: solved.name,
    breaks: [
      ...unsaid.map((file) => `${file} differs, and "since" in lab.json does not say why`),
      ...stale.map((file) => `${file} does not differ, and "since" in lab.json says that it does`),
    ],
  };
}
