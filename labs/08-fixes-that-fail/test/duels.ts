import { type Moves, replay } from '@workbook/testkit/schedules';
import { type FixName, fixes } from './fixes';
import { EVERYTHING } from './worlds';

/** What came of one schedule on one of the fixes, in words: `dodged at move 2`. */
export interface Duel {
  readonly fix: FixName;
  readonly end: string;
  readonly isSunk: boolean;
}

/** Runs a schedule of Ann's two events on each fix, and on the right one; all may go wrong once. */
export async function duels(moves: Moves): Promise<Duel[]> {
  const fought: Duel[] = [];
  for (const fix of Object.keys(fixes) as FixName[]) {
    const { dodged, wrong } = await replay(fixes[fix]({ faults: EVERYTHING }), moves);
    fought.push({
      fix,
      end: dodged ? `dodged at move ${dodged.at}` : (wrong ?? 'ends well'),
      isSunk: wrong !== undefined,
    });
  }
  return fought;
}
