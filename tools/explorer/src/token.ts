import type { AnyWorld } from './small-world';

const FORM = /^([0-9a-z]{4})-([0-9a-z]*)$/;
const LARGEST = 35;

/** The decisions of a schedule as a short text for `replay`, for this world only. */
export function tokenOf(world: AnyWorld, decisions: readonly number[]): string {
  const digits = decisions.map((decision) => {
    const rest = decision % LARGEST;
    return 'z'.repeat((decision - rest) / LARGEST) + rest.toString(36);
  });
  return `${fingerprint(world)}-${digits.join('').replace(/(?<!z)0+$/, '')}`;
}

/**
 * The decisions that a token stands for.
 *
 * @throws if it is none, or if it was made for another world
 */
export function decisionsOf(world: AnyWorld, token: string): number[] {
  const [, made, digits] = FORM.exec(token) ?? [];
  if (made === undefined || digits === undefined) {
    throw new Error(
      `"${token}" is not the token of a schedule.\n    It looks like ${fingerprint(world)}-0102: copy it whole from the report of explore().`,
    );
  }
  if (made !== fingerprint(world)) {
    throw new Error(
      `The token ${token} belongs to another small world.\n    Events, tables, copies or faults have changed since: run explore() again for a new one.`,
    );
  }
  const decisions: number[] = [];
  let high = 0;
  for (const digit of digits) {
    if (digit === 'z') high += LARGEST;
    else {
      decisions.push(high + Number.parseInt(digit, 36));
      high = 0;
    }
  }
  return decisions;
}

/** Four characters that change with what decides which schedules there are. */
function fingerprint({ events, tables, copies, maxInFlight, faults }: AnyWorld) {
  const text = JSON.stringify([events, tables, copies, maxInFlight, faults]);
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.codePointAt(0)!) % 36 ** 4;
  return hash.toString(36).padStart(4, '0');
}
