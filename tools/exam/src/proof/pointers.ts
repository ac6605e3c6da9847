import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab';

/**
 * Where a text sends its reader and nothing is there: `notes/05-x.md, "Heading"`, or the same of the
 * lab's README.md.
 *
 * @param text `look` or `read` of a finding, or the source of tests; however its lines are broken
 */
export function deadPointers(text: string, { folder }: Lab): string[] {
  const pointers = text
    .replace(/\s+/g, ' ')
    .matchAll(/(?<file>(?:notes\/[\w-]+|README)\.md), "(?<heading>[^"]*)"/g);
  return [...pointers]
    .filter(({ groups }) => !isThere(folder, groups!.file!, groups!.heading!))
    .map(([pointer]) => pointer);
}

function isThere(folder: string, file: string, heading: string): boolean {
  const place = path.join(folder, file.startsWith('notes/') ? '../..' : '.', file);
  if (!fs.existsSync(place)) return false;
  const lines = fs.readFileSync(place, 'utf8').split(/\r?\n/);
  return lines.some((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
}
