import { isDeepStrictEqual } from 'node:util';
import type { Statement } from './statement';
import { Target } from './target';

/** Has a server do what a statement says. @returns what is seen; of an error of the driver, its text */
export async function seenOf(url: string, { id, seen }: Statement): Promise<unknown> {
  const target = await Target.open(url, `conformance_${id}`);
  try {
    return await seen(target);
  } catch (error) {
    return `fails: ${(error as Error).message}`;
  } finally {
    await target.close();
  }
}

/** What is seen of each statement, by its number. */
export type Seen = ReadonlyMap<string, unknown>;

/** Holds a server against all statements, one after the other. */
export async function hold(url: string, statements: readonly Statement[]): Promise<Seen> {
  const seen = new Map<string, unknown>();
  for (const statement of statements) seen.set(statement.id, await seenOf(url, statement));
  return seen;
}

export function isAsExpected({ id, expected }: Statement, seen: Seen): boolean {
  return isDeepStrictEqual(seen.get(id), expected);
}
