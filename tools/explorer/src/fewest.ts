import { LOST_ACK, Named } from './named';
import { replay, type Replayed } from './replay';
import { ScheduleRun } from './schedule-run';
import type { AnyWorld, SmallWorld } from './small-world';
import type { Tables } from './table';

/** Where a schedule is after some moves. */
interface Place {
  readonly moves: readonly string[];
  readonly possible: readonly string[];
  /** The same only where the same can follow. */
  readonly key: string;
}

/**
 * Looks for the schedule that ends badly with the fewest moves of its own: after them, all goes on by itself.
 * It goes from state to state, and takes as long as there are states with fewer moves.
 *
 * @param limit how many moves it may have at most; by default 12
 * @returns undefined if there is none
 */
export async function fewest<Data, All extends Tables>(
  smallWorld: SmallWorld<Data, All>,
  limit = 12,
): Promise<Replayed | undefined> {
  const world = smallWorld as unknown as AnyWorld;
  const seen = new Set<string>();
  let places = [await goTo(world, [])];
  for (let count = 0; count <= limit; count++) {
    const next: Place[] = [];
    for (const { moves, possible, key } of places) {
      if (seen.has(key)) continue;
      seen.add(key);
      const reached = await replay(world, moves);
      if (reached.wrong !== undefined) return reached;
      for (const move of possible) next.push(await goTo(world, [...moves, move]));
    }
    places = next;
  }
  return undefined;
}

async function goTo(world: AnyWorld, moves: readonly string[]): Promise<Place> {
  const named = new Named(world.events, moves, false);
  const run = new ScheduleRun(world, named);
  await run.outcome();
  const { possible } = named;
  // An ack that was just sent may still be lost: the same state, with one more way to go on.
  const isAcknowledged = possible.includes(LOST_ACK);
  return { moves, possible, key: `${run.key() ?? moves.join(';')} ${isAcknowledged}` };
}
