import { lanes } from '@workbook/timeline';
import type { Schedule } from './replay';

/** What came of an exploration. */
export interface Exploration {
  readonly tried: number;
  readonly safe: number;
  /** True if there are no other schedules than those that were tried. */
  readonly all: boolean;
  /** How many there are; about so many, or more than that, if not all were tried. */
  readonly schedules: number;
  /** The shortest unsafe schedule. */
  readonly unsafe: Schedule | undefined;
  /** False if there may be a shorter one than `unsafe`. */
  readonly isShortest: boolean;
  /** All this in a few sentences. */
  readonly report: string;
}

/** What an exploration says: how many schedules were safe, and the story of one that was not. */
export function reportOf(result: Omit<Exploration, 'report'>, seed: number): string {
  const { tried, safe, all, schedules, unsafe, isShortest } = result;
  const lines = [
    all
      ? `${safe} of ${tried} schedules safe`
      : `more than ${schedules} schedules: ${safe} of a sample of ${tried} with seed ${seed} safe`,
  ];
  if (unsafe) {
    const which = isShortest ? 'the shortest unsafe schedule' : 'the shortest unsafe one found';
    lines.push('', `${which}:`, `    ${unsafe.moves}`, unsafe.story, '', lanes(unsafe.run));
  }
  if (!all) lines.push('', `    limit: ${10 * schedules}      to see all, if that is enough`);
  return lines.join('\n');
}
