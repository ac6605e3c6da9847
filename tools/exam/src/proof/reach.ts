import path from 'node:path';
import type { Lab, Step } from '../lab';
import { type Files, readFiles } from '../starter/starter';

/**
 * The files of `src` that the tests of a step load, by whatever way: imported, or started as a program. A
 * file counts as soon as another one that counts has its name in quotes: rather one too many, since a step
 * that reaches nothing of what a variant changed is not run for it.
 */
export function reachOf(lab: Lab, step: Step, src: Files): ReadonlySet<string> {
  const files = new Map([
    ...under('test', readFiles(path.join(lab.folder, 'test'))),
    ...under('src', src),
  ]);
  const reached = new Set<string>();
  const left = [`test/${step.test}`];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const text = files.get(file) ?? '';
    left.push(...[...files.keys()].filter((other) => isNamedIn(text, other)));
  }
  return new Set(
    [...reached].filter((file) => file.startsWith('src/')).map((file) => file.slice('src/'.length)),
  );
}

function under(folder: string, files: Files): [string, string][] {
  return [...files].map(([name, text]) => [`${folder}/${name}`, text]);
}

/** `'./payments'`, `'../src/payments.js'`, `'one-copy.ts'`. */
function isNamedIn(text: string, file: string): boolean {
  const name = path.posix.basename(file).replace(/\.[cm]?[jt]s$/, '');
  const quoted = name.replaceAll(/[^\w-]/g, '\\$&');
  return new RegExp(`['"\`/]${quoted}(\\.[cm]?[jt]s)?['"\`]`).test(text);
}
