import { objectOf, send } from './ask';
import { words } from './normal';
import type { VariedRow } from './row';
import type { Server } from './server';

const VALUES = [null, 5, -1, 'x', true, [], {}, [null], [5], { a: 5 }];

/** What each object is answered with that has something else in one of its fields. */
export async function varied(server: Server, row: VariedRow): Promise<unknown> {
  const answers: Record<string, unknown> = {};
  for (const [name, body] of variants(row.object)) {
    const answer = await send(server, { method: 'POST', path: `${row.varied}?dryRun=All`, body });
    const { message = '' } = (objectOf(answer) ?? {}) as { message?: string };
    answers[name] = `${answer.status} ${words(message)}`.trimEnd();
  }
  return answers;
}

/** Each field of it, and of what is in it, with each value. */
function* variants(whole: object): Generator<[string, object]> {
  const copy = (key: string, value: unknown): object => {
    const other = structuredClone(whole);
    Object.assign(other, { [key]: value });
    return other;
  };
  for (const [key, part] of Object.entries(whole) as [string, unknown][]) {
    for (const value of VALUES) yield [`${key}=${JSON.stringify(value)}`, copy(key, value)];
    if (typeof part !== 'object' || part === null) continue;
    for (const [name, inner] of variants(part)) yield [`${key}.${name}`, copy(key, inner)];
  }
}
