import { explain, Failure, found } from '@workbook/testkit';
import {
  explore,
  movesIn,
  type Replayed,
  useAttacks,
  type Wanted,
} from '@workbook/testkit/schedules';
import { type Attack, attacks } from '../src/attacks';
import { duels } from './duels';
import { worlds } from './worlds';

/** Schedules that are longer are hard to read, and none has to be. */
const MOST = 12;

/** The attack on one of the fixes. */
interface Sinking {
  readonly name: keyof typeof worlds;
  readonly read: string;
}

/** What the tests of a step need to go on with its attack. */
interface Sunk {
  /** Runs the attack, which is to end badly. */
  readonly sink: () => Promise<Replayed>;
  readonly wanted: (expected: string) => Wanted;
}

/** The tests of an attack that there is: it ends badly, is short enough, and does not sink the right service. */
export function testAttack({ name, read }: Sinking): Sunk {
  const { sinks } = useAttacks();
  const wanted = (expected: string): Wanted => ({
    expected,
    look: `src/attacks.ts, ${name}`,
    read,
  });
  const sink = async (): Promise<Replayed> => {
    const sunk = wanted('a schedule after which Ann has another balance than 30');
    const moves = await movesOf(name, sunk);
    return sinks(worlds[name], moves, sunk);
  };

  test(`${name}: Ann has another balance than 30 in the end`, async () => {
    await sink();
  });

  test(`${name}: in ${MOST} moves at most`, async () => {
    const moves = movesIn(await movesOf(name, wanted('a schedule')));
    explain(
      { ...wanted(`a schedule of ${MOST} moves at most`), happened: `it has ${moves.length}` },
      () => expect(moves.length).toBeLessThanOrEqual(MOST),
    );
  });

  test(`${name}: the right service stays right`, async () => {
    const all = await duels(await movesOf(name, wanted('a schedule')));
    explain(
      {
        ...wanted('the right service to be right after it as well'),
        happened: all.map(({ fix, end }) => `${fix.padEnd(16)} ${end}`),
      },
      () => expect(all.find(({ fix }) => fix === 'right')?.isSunk).toBe(false),
    );
  });

  return { sink, wanted };
}

/** @throws Failure if it says that there is none, or has no moves */
export async function movesOf(
  name: keyof typeof worlds,
  wanted: Wanted,
): Promise<readonly string[]> {
  const attack: Attack = attacks[name];
  if (attack !== 'none') return attack;
  const { safe, schedules } = await explore(worlds[name]);
  const bad = `of ${schedules} schedules of this world, ${schedules - safe} end badly`;
  throw new Failure(found({ ...wanted, happened: [`it says that there is none`, bad] }));
}

/** How often a copy has counted each event: written its account's balance. */
export function countsIn({ steps }: Replayed): Map<string, number> {
  const counts = new Map([
    ['#1', 0],
    ['#2', 0],
  ]);
  for (const step of steps)
    if (step.kind === 'saved' && step.table === 'accounts') {
      const event = `#${step.sequence}`;
      counts.set(event, (counts.get(event) ?? 0) + 1);
    }
  return counts;
}
