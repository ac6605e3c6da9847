import type { Make } from '../../src/review/reserve-listener';
import { brokenAnswers } from './broken-answers';
import { brokenReservations } from './broken-reservations';
import { crashing } from './crashing';

/** Listeners with one thing wrong each: what each does that it should not, or does not that it should. */
export const broken: ReadonlyMap<string, Make> = new Map([
  ...brokenReservations,
  ...brokenAnswers,
  ...crashing.map(({ where, make }) => [`throws a TypeError ${where}`, make] as const),
]);
