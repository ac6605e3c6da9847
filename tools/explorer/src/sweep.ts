import { areIndependent } from './action';
import type { Unsafe } from './unsafe';
import { type Independent, Search } from './search';
import { ScheduleRun } from './schedule-run';
import type { AnyWorld } from './small-world';

/** What came of trying schedule after schedule. */
export interface Sweep {
  readonly tried: number;
  readonly safe: number;
  /** The shortest of the unsafe ones. */
  readonly worst: Unsafe | undefined;
}

/**
 * Tries all schedules. What follows on a state that was there before is known, and is not run again.
 *
 * @returns undefined if more than `limit` would have to be run
 */
export async function sweep(world: AnyWorld, limit: number): Promise<Sweep | undefined> {
  const search = new Search(independenceIn(world), undefined, new Map());
  let run = 0;
  for await (const outcome of runs(world, search)) {
    if (++run > limit) return undefined;
    if (outcome) search.count(outcome);
  }
  const { schedules, bad, worst } = search.behind;
  return { tried: schedules, safe: schedules - bad, worst };
}

/** An unsafe schedule with the fewest steps, and whether that is certain. */
export interface Shortest {
  readonly unsafe: Unsafe;
  readonly isCertain: boolean;
}

/** Looks for something shorter than `found`, among all that is shorter, but `limit` runs at most. */
export async function shorten(world: AnyWorld, found: Unsafe, limit: number): Promise<Shortest> {
  const search = new Search(independenceIn(world));
  let unsafe = found;
  let tried = 0;
  for await (const outcome of runs(world, search, () => unsafe.outcome.steps - 1)) {
    if (outcome?.wrong !== undefined) unsafe = { outcome, decisions: search.taken };
    if (++tried === limit) return { unsafe, isCertain: false };
  }
  return { unsafe, isCertain: true };
}

/**
 * About how many schedules there are: a walk that takes each way with the same chance tells how
 * wide the tree is where it goes, and the mean over many walks how wide it is (Knuth).
 *
 * @param walks numbers from 0 that decide the ways of each walk
 */
export async function estimate(
  world: AnyWorld,
  walks: readonly (readonly number[])[],
): Promise<number> {
  let sum = 0;
  for (const numbers of walks) {
    let [width, at] = [1, 0];
    const search = new Search(independenceIn(world), (ways) => {
      width *= ways;
      return (numbers[at++] ?? 0) % ways;
    });
    if (await new ScheduleRun(world, search).outcome()) sum += width;
  }
  return sum / walks.length;
}

async function* runs(world: AnyWorld, search: Search, longest = () => Infinity) {
  do yield await new ScheduleRun(world, search).outcome(longest());
  while (search.advance());
}

/** Which actions of a world have nothing to do with each other. */
export function independenceIn({ service, maxInFlight }: AnyWorld): Independent {
  const shared = { memory: service !== undefined, window: maxInFlight !== undefined };
  return (one, other) => areIndependent(one, other, shared);
}
