import { type Replayed, useAttacks, type Wanted } from '@workbook/testkit/schedules';
import { explain } from '@workbook/testkit';
import { attacks } from '../src/attacks';
import { worlds } from './worlds';

/** The hazard of one step. */
interface Hazard {
  readonly name: keyof typeof worlds;
  /** What happens in it, as the recording calls it; any of these will do. */
  readonly kinds: readonly Replayed['steps'][number]['kind'][];
  /** What has to happen, in words: `the handler of the deposit fails`. */
  readonly has: string;
  readonly read: string;
}

/** The test of a step: its attack ends badly, by its own hazard, and is as short as can be. */
export function testHazard({ name, kinds, has, read }: Hazard): void {
  const { sinks, isShort } = useAttacks();
  const wanted = (expected: string): Wanted => ({
    expected,
    look: `src/attacks.ts, ${name}`,
    read,
  });

  test(`Ann has another balance than 30, because ${has}`, async () => {
    const { story, steps } = await sinks(
      worlds[name],
      attacks[name],
      wanted('a schedule after which Ann has another balance than 30'),
    );
    explain({ ...wanted(`that in it ${has}`), happened: story.split(/(?<=\.) /) }, () =>
      expect(steps.some(({ kind }) => kinds.includes(kind))).toBe(true),
    );
    await isShort(worlds[name], attacks[name], wanted('an attack of as few moves as it takes'));
  });
}
