import type { TestDatabase } from '@workbook/world';

/**
 * In which order two copies have their commands carried out: `1` and `2` by turns, the rest as it comes. In the
 * first ones one copy begins when the other is done.
 */
export const TURNS = [
  '1111 2222',
  '2222 1111',
  '12 12',
  '12 21',
  '21 21',
  '1 22 1',
  '11 22 1',
  '22 11 2',
];

/** Whether both copies read before one writes, whichever commands they send; undefined if that depends on these. */
export function areAtOnce(turns: string): boolean | undefined {
  if (/^(1111|2222)/.test(turns)) return false;
  return /^(12|21|1 2|2 1)/.test(turns) ? true : undefined;
}

/**
 * Has two copies run at once, and lets one command after the other pass to the database, in the order of `turns`.
 * A copy that has nothing to ask, because it is done, gives its turn away.
 *
 * @param runs by the copy whose commands they send
 */
export async function inTurns<Result>(
  database: TestDatabase,
  turns: string,
  runs: Readonly<Record<string, () => Promise<Result>>>,
): Promise<Result[]> {
  const hold = database.hold();
  const done = new Set<string>();
  const copies = Object.keys(runs);
  const running = Object.entries(runs).map(([copy, run]) => run().finally(() => done.add(copy)));
  const order = Array.from(turns.replaceAll(' ', ''), (turn) => copies[Number(turn) - 1]!);
  for (const copy of order) {
    await Promise.race([hold.of(copy), running[copies.indexOf(copy)]!.catch(() => undefined)]);
    if (done.has(copy)) continue;
    (await hold.of(copy))?.release();
    await database.settled();
  }
  hold.end();
  return Promise.all(running);
}
