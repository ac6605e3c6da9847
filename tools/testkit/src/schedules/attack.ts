import {
  Fates,
  fewest,
  impossibleIn,
  type Moves,
  movesIn,
  replay,
  type Replayed,
  ScheduleError,
  type SmallWorld,
  type Tables,
} from '@workbook/explorer';

/** Any small world, for those who do not look at its rows. */
type World = SmallWorld<unknown, Tables>;

/** What came of an attack. */
export interface Attacked {
  /** Undefined if it is no schedule of this world. */
  readonly replayed: Replayed | undefined;
  /** Why it is no attack, in sentences; undefined if it ends badly. */
  readonly missed: readonly string[] | undefined;
}

/** Runs `moves`, wherever they lead: nothing is missed unless they are no way that the code goes. */
export async function run(world: World, moves: Moves): Promise<Attacked> {
  const replayed = await replayedOr(world, moves);
  if (replayed instanceof ScheduleError)
    return { replayed: undefined, missed: replayed.message.split('\n').map((line) => line.trim()) };
  const { dodged } = replayed;
  return { replayed, missed: dodged && [impossibleIn(dodged)] };
}

/** Runs `moves` on the code that they are to sink. */
export async function attack(world: World, moves: Moves): Promise<Attacked> {
  const { replayed, missed } = await run(world, moves);
  if (!replayed || missed || replayed.wrong !== undefined) return { replayed, missed };
  return { replayed, missed: await endedWell(world, moves, replayed) };
}

/** @returns what is too much in an attack that ends badly; undefined if none has fewer moves */
export async function excessOf(world: World, given: Moves): Promise<string[] | undefined> {
  const moves = movesIn(given);
  const shortest = await fewest(world, moves.length - 1);
  if (!shortest) return undefined;
  const count = movesIn(shortest.moves).length;
  const enough = await enoughOf(world, moves);
  return [
    `It has ${moves.length} moves, and there is one of ${count} that ends badly.`,
    ...(enough === count
      ? [`After its first ${enough} all goes on by itself, and ends badly: leave the others out.`]
      : []),
  ];
}

async function replayedOr(world: World, moves: Moves): Promise<Replayed | ScheduleError> {
  try {
    return await replay(world, moves);
  } catch (error) {
    if (error instanceof ScheduleError) return error;
    throw error;
  }
}

/** @returns the story, and where the last chance was */
async function endedWell(world: World, given: Moves, { story }: Replayed): Promise<string[]> {
  const moves = movesIn(given);
  const lines = [...story.split(/(?<=\.) /), 'So it ends well.'];
  const fates = new Fates(world);
  let before = await behind(fates, []);
  for (const [index, move] of moves.entries()) {
    const after = await behind(fates, moves.slice(0, index + 1));
    if (after.bad > 0) before = after;
    else
      return [...lines, `Before move ${index + 1}, "${move}", ${before.text}; after it none does.`];
  }
  return [...lines, `Of those that begin like this, ${before.text}: what is to happen next?`];
}

/** How many schedules that begin with `moves` end badly. */
async function behind(
  fates: Fates<unknown, Tables>,
  moves: readonly string[],
): Promise<{ bad: number; text: string }> {
  const all = await fates.after(moves);
  const sum = (of: 'bad' | 'schedules'): number => all.reduce((total, fate) => total + fate[of], 0);
  const tried = all.every((fate) => fate.all) ? 'schedules' : 'tried schedules';
  return { bad: sum('bad'), text: `${sum('bad')} of ${sum('schedules')} ${tried} end badly` };
}

/** With how many of its moves it ends badly, if the rest comes by itself. */
async function enoughOf(world: World, moves: readonly string[]): Promise<number> {
  for (let kept = 0; kept < moves.length; kept++)
    if ((await replay(world, moves.slice(0, kept))).wrong !== undefined) return kept;
  return moves.length;
}
