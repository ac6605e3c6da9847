import { array, asyncProperty, check, nat, sample as draw } from 'fast-check';
import { Arbitrary } from './choices';
import type { Unsafe } from './unsafe';
import { ScheduleRun } from './schedule-run';
import type { AnyWorld } from './small-world';

/** Decisions of a schedule that are left to chance; what comes after them goes well. */
const DECISIONS = 80;

const numbers = array(nat(0xffff), { minLength: DECISIONS, maxLength: DECISIONS, size: 'max' });

/** What came of trying schedules at random. */
export interface Sample {
  readonly tried: number;
  /** The first unsafe one, with as many of its decisions taken back as can be. */
  readonly found: Unsafe | undefined;
}

/** Tries up to `size` schedules, always the same for the same seed. */
export async function sample(world: AnyWorld, size: number, seed: number): Promise<Sample> {
  let found: Unsafe | undefined;
  let thrown: { readonly error: unknown } | undefined;
  const isSafe = async (decisions: readonly number[]): Promise<boolean> => {
    const choices = new Arbitrary(decisions);
    try {
      const outcome = await new ScheduleRun(world, choices).outcome();
      if (outcome?.wrong === undefined) return true;
      found = { outcome, decisions: choices.taken };
    } catch (error) {
      thrown ??= { error };
    }
    return false;
  };
  const { numRuns } = await check(asyncProperty(numbers, isSafe), {
    seed,
    numRuns: size,
    unbiased: true,
  });
  if (thrown) throw thrown.error;
  return { tried: numRuns, found };
}

/** Numbers for `count` walks, always the same for the same seed. */
export function drawWalks(count: number, seed: number): number[][] {
  return draw(numbers, { seed, numRuns: count, unbiased: true });
}
