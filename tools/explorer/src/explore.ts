import { type Exploration, reportOf } from './exploration';
import { watch } from './replay';
import type { AnyWorld, SmallWorld } from './small-world';
import type { Tables } from './table';
import { estimate, shorten, type Sweep, sweep } from './sweep';
import type { Unsafe } from './unsafe';

/** A world of no more schedules than this is done sooner than its size is estimated. */
const FEW = 2000;
const WALKS = 200;
const SAMPLE = 20_000;
/** An estimate may be wrong by so much: a world that looks larger than that is not even begun. */
const DOUBT = 4;

/** How far an exploration goes. */
export interface ExploreOptions {
  /**
   * The number of schedules that are run before a sample is tried instead; by default 200000, about twenty seconds.
   * One that comes to a state that was there before is not run to its end, and all that follows on it counts.
   */
  readonly limit?: number;
  /** How many are tried then; by default 20000. */
  readonly sample?: number;
  /** Which sample; by default 7. */
  readonly seed?: number;
}

/**
 * Runs the handler of a small world through every schedule: all orders in which the broker may
 * deliver and copies may get on with their work, with all the faults that the world allows
 * (behaviour document, sections 3.8 to 3.10). Schedules that differ only in the order of things
 * that have nothing to do with each other count as one. Beyond the limit it tries a sample.
 *
 * @throws if a handler waits for something that is not in its tables, or does not do the same when
 *   the same happens
 */
export async function explore<Data, All extends Tables>(
  smallWorld: SmallWorld<Data, All>,
  options: ExploreOptions = {},
): Promise<Exploration> {
  const world = smallWorld as unknown as AnyWorld;
  const all = { limit: 200_000, sample: SAMPLE, seed: 7, ...options };
  const { worst, ...tally } = await tallyOf(world, all);
  const unsafe = worst && (await watch(world, worst));
  return { ...tally, unsafe, report: reportOf({ ...tally, unsafe }, all.seed) };
}

type Tally = Omit<Exploration, 'unsafe' | 'report'> & { readonly worst: Unsafe | undefined };

async function tallyOf(
  world: AnyWorld,
  { limit, sample: size, seed }: Required<ExploreOptions>,
): Promise<Tally> {
  const few = await sweep(world, Math.min(limit, FEW));
  if (few) return whole(few);
  // Only worlds that are too large for a sweep pay for loading what makes a sample.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { drawWalks, sample } = require('./sample') as typeof import('./sample');
  const about = await estimate(world, drawWalks(WALKS, seed));
  const many = about <= limit * DOUBT ? await sweep(world, limit) : undefined;
  if (many) return whole(many);
  const { tried, found } = await sample(world, size, seed);
  const shortest = found && (await shorten(world, found, limit));
  return {
    tried,
    safe: found ? tried - 1 : tried,
    all: false,
    schedules: Math.max(limit, Number(about.toPrecision(1))),
    worst: shortest?.unsafe,
    isShortest: shortest?.isCertain ?? false,
  };
}

function whole(sweep: Sweep): Tally {
  return { ...sweep, all: true, schedules: sweep.tried, isShortest: true };
}
