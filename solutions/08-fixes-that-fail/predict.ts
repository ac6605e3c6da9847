import type { Answer } from '@workbook/testkit/predict';
import { busy, stuck } from './src/measured/loads';
import { measure, type Load } from './src/measured/measure';
import { services } from './src/measured/service';
import { blocked, perSecond } from './src/price';
import type { Run } from './src/run';

/** Has a fix do its work on a broker of its own, and says what came of it. */
function measured(fix: string, load: Load, tell: (run: Run) => string): Answer {
  return async (start) => tell((await measure(services[fix]!(), load, await start())).run);
}

function waiting(run: Run): string {
  const waits = Object.values(blocked(run, stuck.stuck.sequence));
  if (waits.length === 0) return 'None.';
  return `${waits.length}, for up to ${(Math.max(...waits) / 1000).toFixed(1)} s.`;
}

/** The answers to the questions of the README, in their order. */
export const answers: readonly Answer[] = [
  measured('one copy', busy, (run) => `${perSecond(run).toFixed(1)}: a write each 0.1 s.`),
  measured(
    'seen events',
    busy,
    (run) => `${perSecond(run).toFixed(1)}: four copies could do 40, and no more than 33 come.`,
  ),
  measured(
    'shared sequence',
    busy,
    (run) =>
      `${perSecond(run).toFixed(1)}: what comes before its turn is left, and comes again after an ackWait.`,
  ),
  measured('one copy', stuck, (run) => `${waiting(run)} The window of its only copy is full.`),
  measured(
    'seen events',
    stuck,
    (run) => `${waiting(run)} Ann's next withdrawal does not wait either.`,
  ),
];
