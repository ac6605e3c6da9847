/** What a client's line may begin with; the most frequent first. */
export type Verb = 'PUB' | 'SUB' | 'UNSUB' | 'PING' | 'PONG' | 'CONNECT';

const VERBS = (['PUB', 'SUB', 'UNSUB', 'PING', 'PONG', 'CONNECT'] satisfies Verb[]).map((name) => ({
  name,
  letters: [...Buffer.from(name)],
}));
/** Clears the bit that makes an ASCII letter lower case. */
const UPPER_CASE = 0xdf;

export const LONGEST_VERB = 'CONNECT'.length;

/** The verb that stands at `start`, whatever its case, if all of it stands before `end`. */
export function verbAt(bytes: Buffer, start: number, end: number): Verb | undefined {
  for (const { name, letters } of VERBS) {
    if (letters.length <= end - start && agree(letters, bytes, start, end)) return name;
  }
  return undefined;
}

/** True if the bytes from `start` to before `end` begin with a verb, or are the beginning of one. */
export function mayBecomeVerb(bytes: Buffer, start: number, end: number): boolean {
  return VERBS.some(({ letters }) => agree(letters, bytes, start, end));
}

/** True if `letters` and the bytes are the same as far as both go. */
function agree(letters: readonly number[], bytes: Buffer, start: number, end: number): boolean {
  const length = Math.min(letters.length, end - start);
  for (let at = 0; at < length; at += 1) {
    if ((bytes[start + at]! & UPPER_CASE) !== letters[at]) return false;
  }
  return true;
}
