import type { Explanation } from './failure';
import { inTime } from './in-time';

/** What stands in a database, as a line for each row. */
export function standing(rows: readonly object[]): string[] {
  return rows.length === 0 ? ['nothing is stored'] : rows.map((row) => `stored: ${inWords(row)}`);
}

/** An object in a line: `{ id: "6b09...", price: 20 }`. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inWords).join(', ')}]`;
  const fields = Object.entries(value).map(([name, each]) => `${name}: ${inWords(each)}`);
  return `{ ${fields.join(', ')} }`;
}

/** What came of something that a learner's function was asked for. */
export interface Outcome<Result> {
  readonly result: Result | undefined;
  /** Undefined if it has not rejected. */
  readonly error: unknown;
  /** In words: `it rejected: VersionError: ...` */
  readonly words: string;
}

/**
 * Waits for `running`, which may throw at once and may never settle.
 *
 * @param what the function's name, for what is said: `changePrice()`
 */
export async function outcomeOf<Result>(
  what: string,
  advice: Pick<Explanation, 'look' | 'read'>,
  running: () => Promise<Result>,
): Promise<Outcome<Result>> {
  try {
    const result = await inTime((async () => running())(), {
      expected: `${what} to come back`,
      happened: 'it has neither resolved nor rejected',
      ...advice,
    });
    return { result, error: undefined, words: `${what} resolved` };
  } catch (error) {
    if ((error as { finding?: unknown }).finding !== undefined) throw error;
    const reason = error ?? 'no reason';
    return { result: undefined, error: reason, words: `${what} rejected: ${sayingOf(reason)}` };
  }
}

/** An error in a line. */
function sayingOf(error: unknown): string {
  const lines = String(error).split('\n');
  return lines.length > 1 ? `${lines[0]} ...` : lines[0]!;
}

/** `ticket:created { ... }`, for each of these. */
export function told(
  events: readonly { readonly channel: string; readonly data: unknown }[],
): string[] {
  return events.length === 0
    ? ['nothing was published']
    : events.map(({ channel, data }) => `published on ${channel}: ${inWords(data)}`);
}
