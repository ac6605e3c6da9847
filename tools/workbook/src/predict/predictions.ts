import path from 'node:path';
import type { Lab } from '@workbook/exam';
import { readSideFile, writeSideFile } from '../side-file';

/** What the learner predicted, question by question; nothing if there is no record or a damaged one. */
export function readPredictions(root: string, lab: Lab): string[] {
  const found = readSideFile(fileOf(root, lab));
  return Array.isArray(found) ? found.map((said) => (typeof said === 'string' ? said : '')) : [];
}

/**
 * Keeps them in place of those before.
 *
 * @returns why they could not be kept; undefined if they were
 */
export function keepPredictions(
  root: string,
  lab: Lab,
  predictions: readonly string[],
): string | undefined {
  return writeSideFile(fileOf(root, lab), predictions);
}

function fileOf(root: string, lab: Lab): string {
  return path.join(root, '.workbook', 'predictions', `${lab.name}.json`);
}
