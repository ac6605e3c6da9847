import type { Fact, Run } from './run';

type Kind = Fact['kind'];

/** When something first happened to each event, by its number. */
function firsts(run: Run, kind: Kind): Map<number, number> {
  const found = new Map<number, number>();
  for (const fact of run)
    if (fact.kind === kind && !found.has(fact.sequence)) found.set(fact.sequence, fact.at);
  return found;
}

/**
 * How many events are done in a second, from the first publish until the last event is done. An event is done when
 * it is first acknowledged. 0 if none is.
 */
export function perSecond(run: Run): number {
  const done = run.filter(({ kind }) => kind === 'acknowledged').map(({ at }) => at);
  const begin = Math.min(...firsts(run, 'published').values());
  return done.length === 0 ? 0 : done.length / ((Math.max(...done) - begin) / 1000);
}

/** How many deliveries there are beyond the first of each event. */
export function again(run: Run): number {
  const deliveries = run.filter(({ kind }) => kind === 'delivered');
  return deliveries.length - firsts(run, 'delivered').size;
}

/** Milliseconds: whoever waits for less is not blocked. */
export const notice = 1000;

/**
 * Which other accounts wait for the event `stuck`, and for how many milliseconds.
 *
 * It is stuck from its first delivery until it is done; if it never is, until the last fact of the run. An event
 * of another account waits for it if it is published before that end and not done before it: from its publish,
 * or from the time at which `stuck` got stuck if that is later, until the end. An account waits as long as that
 * event of its which waits longest; it is left out if that is less than `notice`.
 */
export function blocked(run: Run, stuck: number): Record<string, number> {
  const done = firsts(run, 'acknowledged');
  const begin = firsts(run, 'delivered').get(stuck) ?? Infinity;
  const end = done.get(stuck) ?? run.at(-1)?.at ?? 0;
  const own = run.find(({ sequence }) => sequence === stuck)?.account;
  const waits: Record<string, number> = {};
  // Of the facts of an event, the first is its publish: the others make no wait longer.
  for (const { at, account, sequence } of run) {
    if (account === own || (done.get(sequence) ?? Infinity) < end) continue;
    const wait = end - Math.max(at, begin);
    if (wait >= notice) waits[account] = Math.max(wait, waits[account] ?? 0);
  }
  return waits;
}
