import { ScheduleRun } from '../src/schedule-run';
import { Search } from '../src/search';
import type { AnyWorld } from '../src/small-world';
import { independenceIn } from '../src/sweep';

/** What came of every schedule. */
interface Tried {
  readonly tried: number;
  readonly safe: number;
  /** Of the shortest one that ends badly; Infinity if none does. */
  readonly steps: number;
}

/** Every schedule, each run from its beginning to its end: what the explorer saves itself. */
export async function oneByOne(world: AnyWorld): Promise<Tried> {
  const search = new Search(independenceIn(world));
  let [tried, safe, steps] = [0, 0, Infinity];
  do {
    const outcome = await new ScheduleRun(world, search).outcome();
    if (!outcome) continue;
    tried++;
    if (outcome.wrong === undefined) safe++;
    else steps = Math.min(steps, outcome.steps);
  } while (search.advance());
  return { tried, safe, steps };
}
