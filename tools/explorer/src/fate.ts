import { Arbitrary, type Choices } from './choices';
import type { Move } from './move';
import { type Moves, movesIn } from './moves';
import { Named } from './named';
import { stand } from './replay';
import type { Outcome, Standing } from './outcome';
import { ScheduleRun } from './schedule-run';
import { type Behind, Search } from './search';
import type { AnyWorld, SmallWorld } from './small-world';
import { independenceIn } from './sweep';
import type { Tables } from './table';

/** Which sample. */
const SEED = 7;

/** What lies behind one possible move. */
export interface Fate {
  readonly move: string;
  /** Schedules that begin with the moves before and this one; of those that were tried, if not `all` were. */
  readonly schedules: number;
  /** How many of them end badly. */
  readonly bad: number;
  readonly all: boolean;
}

/** How far fates are looked into. */
export interface FateOptions {
  /** The number of schedules that are run before samples are tried instead; by default 10000, about a second. */
  readonly limit?: number;
  /** How many are tried behind one move then; by default 500. */
  readonly sample?: number;
}

/** Knows what lies behind the places of one small world, and what was found at one place helps at the next. */
export class Fates<Data, All extends Tables> {
  readonly #world: SmallWorld<Data, All>;
  readonly #limit: number;
  readonly #sample: number;
  readonly #done = new Map<string, Behind>();

  constructor(world: SmallWorld<Data, All>, { limit = 10_000, sample = 500 }: FateOptions = {}) {
    this.#world = world;
    this.#limit = limit;
    this.#sample = sample;
  }

  /**
   * For each move that can come after `moves`: how many of the schedules behind it end badly. Schedules that differ
   * only in the order of things that have nothing to do with each other count as one.
   *
   * @throws ScheduleError as `stand` does
   */
  async after(moves: Moves): Promise<Fate[]> {
    const world = this.#world as unknown as AnyWorld;
    const before = movesIn(moves);
    const { possible } = await stand(this.#world, before);
    const found: Fate[] = [];
    const budget = { runs: this.#limit };
    for (const move of possible) {
      const led = [...before, move];
      const fate = await swept(world, led, this.#done, budget);
      found.push(fate ?? (await sampled(world, led, this.#sample)));
    }
    return found;
  }
}

/** @returns undefined if there are too many to be run */
async function swept(
  world: AnyWorld,
  moves: readonly string[],
  done: Map<string, Behind>,
  budget: { runs: number },
): Promise<Fate | undefined> {
  const search = new Search(independenceIn(world), undefined, done);
  do {
    if (budget.runs-- <= 0) return undefined;
    const outcome = await endOf(world, moves, search);
    if (outcome) search.count(outcome);
  } while (search.advance());
  const { schedules, bad } = search.behind;
  return { move: moves.at(-1)!, schedules, bad, all: true };
}

async function sampled(world: AnyWorld, moves: readonly string[], sample: number): Promise<Fate> {
  // Only worlds that are too large pay for loading what makes a sample.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { drawWalks } = require('./sample') as typeof import('./sample');
  let bad = 0;
  for (const numbers of drawWalks(sample, SEED)) {
    const outcome = await endOf(world, moves, new Arbitrary(numbers));
    if (outcome!.wrong !== undefined) bad++;
  }
  return { move: moves.at(-1)!, schedules: sample, bad, all: false };
}

/** How the schedule ends that begins with `moves` and goes on as `then` decides. */
function endOf(
  world: AnyWorld,
  moves: readonly string[],
  then: Choices,
): Promise<Outcome | undefined> {
  return new ScheduleRun(world, new Led(new Named(world.events, moves, false), then)).outcome();
}

/** Decisions by name, and then those of somebody else. */
class Led implements Choices {
  constructor(
    private readonly named: Named,
    private readonly then: Choices,
  ) {}

  get isByName(): boolean {
    return !this.named.isDone;
  }

  get taken(): readonly number[] {
    return this.then.taken;
  }

  pick(moves: readonly Move[], standing: Standing): number | undefined {
    return this.named.isDone ? this.then.pick(moves, standing) : this.named.pick(moves);
  }

  branch(outcomes: number): number {
    return this.named.isDone ? this.then.branch(outcomes) : this.named.branch();
  }
}
