/** What a client's line may begin with; the most frequent first. */
export type Verb =
  'PUB' | 'SUB' | 'UNSUB' | 'PING' | 'PONG' | 'CONNECT' | 'HPUB' | 'INFO' | '+OK' | '-ERR';

/** Each with the number of its first letter in the real server's parser, which counts on from there. */
const STATES: Readonly<Record<Verb, number>> = {
  PUB: 29,
  SUB: 43,
  UNSUB: 59,
  PING: 33,
  PONG: 36,
  CONNECT: 10,
  HPUB: 18,
  INFO: 71,
  '+OK': 1,
  '-ERR': 4,
};

const VERBS = (Object.keys(STATES) as Verb[]).map((name) => ({
  name,
  letters: [...Buffer.from(name)],
}));
/** Clears the bit that makes an ASCII letter lower case. */
const UPPER_CASE = 0xdf;

export const LONGEST_VERB = 'CONNECT'.length;

/** The verb that stands at `start`, whatever its case, if all of it stands before `end`. */
export function verbAt(bytes: Buffer, start: number, end: number): Verb | undefined {
  for (const { name, letters } of VERBS) {
    if (letters.length <= end - start && agreement(letters, bytes, start, end) === letters.length) {
      return name;
    }
  }
  return undefined;
}

/** True if the bytes from `start` to before `end` begin with a verb, or are the beginning of one. */
export function mayBecomeVerb(bytes: Buffer, start: number, end: number): boolean {
  return VERBS.some(
    ({ letters }) =>
      agreement(letters, bytes, start, end) === Math.min(letters.length, end - start),
  );
}

/** Where bytes stop being like a verb, and the number that the real server's parser has for that place. */
export function strayAt(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly at: number; readonly state: number } {
  let [length, state] = [0, 0];
  for (const { name, letters } of VERBS) {
    const common = agreement(letters, bytes, start, end);
    if (common > length) [length, state] = [common, STATES[name] + common - 1];
  }
  return { at: start + length, state };
}

/** How many of `letters` stand at `start`, before `end`. */
function agreement(letters: readonly number[], bytes: Buffer, start: number, end: number): number {
  let length = 0;
  for (; length < letters.length && start + length < end; length += 1) {
    const byte = bytes[start + length]!;
    if (byte !== letters[length] && (byte & UPPER_CASE) !== letters[length]) break;
  }
  return length;
}
