import { explain, Failure, found, times } from '@workbook/testkit';
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
  /** What else is wanted of it. */
  readonly as?: {
    readonly expected: string;
    readonly holds: (counts: readonly number[]) => boolean;
  };
}

/** The test of an attack that there is: it ends badly, is short enough, and does not sink the right service. */
export function testAttack({ name, read, as }: Sinking): void {
  const { sinks } = useAttacks();
  const wanted = (expected: string): Wanted => ({
    expected,
    look: `src/attacks.ts, ${name}`,
    read,
  });

  test(`${name}: Ann has another balance than 30 in the end, and with the right service she has not`, async () => {
    const sunk = wanted('a schedule after which Ann has another balance than 30');
    const given = await movesOf(name, sunk);
    const counts = countsIn(await sinks(worlds[name], given, sunk));
    if (as)
      explain({ ...wanted(as.expected), happened: inWords(counts) }, () =>
        expect(as.holds([...counts.values()])).toBe(true),
      );
    const moves = movesIn(given);
    explain(
      { ...wanted(`a schedule of ${MOST} moves at most`), happened: `it has ${moves.length}` },
      () => expect(moves.length).toBeLessThanOrEqual(MOST),
    );
    const all = await duels(given);
    explain(
      {
        ...wanted('the right service to be right after it as well'),
        happened: all.map(({ fix, end }) => `${fix.padEnd(16)} ${end}`),
      },
      () => expect(all.find(({ fix }) => fix === 'right')?.isSunk).toBe(false),
    );
  });
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
function countsIn({ steps }: Replayed): Map<string, number> {
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

function inWords(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([event, count]) => `${event} was counted ${times(count)}`);
}
