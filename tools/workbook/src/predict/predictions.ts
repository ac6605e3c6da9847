import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab';

/** What the learner predicted, question by question; nothing if there is no record or a damaged one. */
export function readPredictions(root: string, lab: Lab): string[] {
  try {
    return JSON.parse(fs.readFileSync(fileOf(root, lab), 'utf8')) as string[];
  } catch {
    return [];
  }
}

/** Keeps them in place of those before. */
export function keepPredictions(root: string, lab: Lab, predictions: readonly string[]): void {
  const file = fileOf(root, lab);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(predictions, null, 2)}\n`);
}

function fileOf(root: string, lab: Lab): string {
  return path.join(root, '.workbook', 'predictions', `${lab.name}.json`);
}
