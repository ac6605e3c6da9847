import { createHash, randomInt } from 'node:crypto';

/** Those of names that machines make: no vowels, so that no words come about. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** Five letters, as the names of pods end. */
export function randomSuffix(): string {
  return Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** Ten letters, the same for the same value. */
export function hashSuffix(value: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(value)).digest();
  return [...digest.subarray(0, 10)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
