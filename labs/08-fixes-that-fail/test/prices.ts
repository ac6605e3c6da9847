import type { Prices, Start } from '@workbook/testkit/predict';
import { explore, replay } from '@workbook/testkit/schedules';
import { type Attack, attacks } from '../src/attacks';
import { afterwards, busy, stuck } from '../src/measured/loads';
import { measure } from '../src/measured/measure';
import { type Service, services } from '../src/measured/service';
import { again, blocked, perSecond } from '../src/price';
import { chart } from './chart';
import { duels } from './duels';
import type { Price } from './priced';
import { rightInMemory } from './right-in-memory';
import { table } from './text-table';
import { worlds } from './worlds';

/** The fixes, with the schedules that are to sink each. */
const FIXES: Readonly<Record<string, readonly (keyof typeof worlds)[]>> = {
  'one copy': ['oneCopy'],
  'seen events': ['seenEventsOrder', 'seenEventsCrash'],
  'shared sequence': ['sharedSequence'],
  'last at publisher': ['lastAtPublisher'],
};

/** Both tables and the chart of a lab's end, with what `src/attacks.ts` and `src/price.ts` say. */
export const prices: Prices = async (start, said) => {
  const all: Price[] = [];
  for (const [fix, names] of Object.entries(FIXES))
    all.push(await priceOf(start, fix, services[fix]!, await verdictOf(names)));
  all.push(await priceOf(start, 'right', rightInMemory, 'right'));
  const text = [
    'What each schedule of src/attacks.ts does to each fix:',
    '',
    await duelTable(),
    '',
    'What each fix costs. 33 events come in a second, of seven accounts, and a write takes',
    '0.1 s; then the first of 14 fails twice; then the broker loses its store.',
    '',
    priceTable(all),
  ];
  return { text: text.join('\n'), svg: chart(all, said) };
};

/** Whether a schedule of the learner's sinks it; if that is said of none, whether there is one. */
async function verdictOf(names: readonly (keyof typeof worlds)[]): Promise<string> {
  for (const name of names) {
    const moves: Attack = attacks[name];
    if (moves !== 'none' && (await replay(worlds[name], moves)).wrong !== undefined) return 'wrong';
  }
  const { safe, schedules } = await explore(worlds[names[0]!]);
  return safe === schedules ? 'right' : 'not sunk yet';
}

async function priceOf(
  start: Start,
  fix: string,
  makes: () => Service,
  verdict: string,
): Promise<Price> {
  const { run: often } = await measure(makes(), busy, await start());
  const service = makes();
  const { run } = await measure(service, stuck, await start());
  const before = sumOf(service);
  await measure(service, afterwards, await start());
  const waits = Object.values(blocked(run, stuck.stuck.sequence));
  return {
    fix,
    verdict,
    perSecond: perSecond(often),
    waiting: waits.length,
    longest: Math.max(0, ...waits) / 1000,
    again: again(run),
    afterLoss: `${(sumOf(service) - before) / 100} of ${afterwards.events.length}`,
  };
}

/** What all accounts have together. */
function sumOf({ balanceOf }: Service): number {
  return afterwards.events.reduce((sum, { account }) => sum + balanceOf(account), 0);
}

async function duelTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [name, moves] of Object.entries(attacks)) {
    if (name === 'bobWaits') continue;
    const ends = moves === 'none' ? undefined : await duels(moves);
    rows.push([
      name,
      ...(ends?.map(({ end }) => end.replace('dodged at move', 'dodged at')) ?? ['none']),
    ]);
  }
  return table(['', 'one copy', 'seen', 'shared', 'publisher', 'right'], rows);
}

function priceTable(all: readonly Price[]): string {
  const head = ['', '', 'events/s', 'others wait', 'longest', 'again', 'after loss'];
  const rows = all.map((price) => [
    price.fix,
    price.verdict,
    price.perSecond.toFixed(1),
    String(price.waiting),
    `${price.longest.toFixed(1)} s`,
    String(price.again),
    price.afterLoss,
  ]);
  return table(head, rows);
}
