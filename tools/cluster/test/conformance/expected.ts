import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answers } from './hold';

/** What the real server answered to each row, by its name. */
export const ANSWERS = path.join(__dirname, 'answers.json');

export function expected(): Answers {
  return new Map(Object.entries(JSON.parse(readFileSync(ANSWERS, 'utf8')) as object));
}
