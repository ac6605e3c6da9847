import type { Prices, Start } from '@workbook/testkit/predict';
import { explore, replay } from '@workbook/testkit/schedules';
import { type Attack, attacks } from '../src/attacks';
import { afterwards, busy, stuck } from '../src/measured/loads';
import { measure } from '../src/measured/measure';
import { type Service, services } from '../src/measured/service';
import * as price from '../src/price';
import { chart } from './chart';
import { duels } from './duels';
import { runOf } from './histories';
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
  const duel = [
    'What each schedule of src/attacks.ts does to each fix:',
    '',
    await duelTable(),
    ...(await noneInWords()),
    '',
  ];
  const unsolved = unsolvedIn(price);
  if (unsolved.length > 0)
    return {
      text: [
        ...duel,
        `What each fix costs is measured by src/price.ts. Not solved there: ${unsolved.join(', ')}.`,
        '    npm test step-5      says more',
      ].join('\n'),
    };
  const all: Price[] = [];
  for (const [fix, names] of Object.entries(FIXES))
    all.push(await priceOf(start, fix, services[fix]!, await verdictOf(names)));
  all.push(await priceOf(start, 'right', rightInMemory, 'right'));
  const text = [
    ...duel,
    'What each fix costs. 33 events come in a second, of seven accounts, and a write takes',
    '0.1 s; then the first of 14 fails twice; then the broker loses its store.',
    '',
    priceTable(all),
  ];
  return { text: text.join('\n'), svg: chart(all, said) };
};

/** Those functions of a learner that say something else of three events than is so. */
function unsolvedIn({ perSecond, again, blocked }: typeof price): string[] {
  const run = runOf([
    { account: 'ann', published: 0, delivered: [0, 5000], acknowledged: [5500] },
    { account: 'bob', published: 0, delivered: [100], acknowledged: [500] },
    { account: 'cem', published: 1000, delivered: [1100], acknowledged: [6000] },
  ]);
  return [
    ...(Math.abs(perSecond(run) - 0.5) < 1e-6 ? [] : ['perSecond()']),
    ...(again(run) === 1 ? [] : ['again()']),
    ...(Math.round(blocked(run, 1).cem ?? 0) === 4500 ? [] : ['blocked()']),
  ];
}

/** Whether a schedule of the learner's sinks it; if that is said of none, whether there is one. */
async function verdictOf(names: readonly (keyof typeof worlds)[]): Promise<string> {
  for (const name of names) {
    const moves: Attack = attacks[name];
    if (moves !== 'none' && (await replay(worlds[name], moves)).wrong !== undefined) return 'wrong';
  }
  return attacks[names[0]!] === 'none' && (await isSafe(names[0]!)) ? 'right' : 'not sunk yet';
}

async function isSafe(name: keyof typeof worlds): Promise<boolean> {
  const { safe, schedules } = await explore(worlds[name]);
  return safe === schedules;
}

/** What is so of an attack of which the learner says that there is none. */
async function noneInWords(): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, world] of Object.entries(worlds)) {
    if (attacks[name as keyof typeof worlds] !== 'none') continue;
    const { safe, schedules } = await explore(world);
    const bad = safe === schedules ? 'none sinks it' : `${schedules - safe} end badly`;
    lines.push(`${name}: of ${schedules.toLocaleString('en')} schedules, ${bad}.`);
  }
  return lines.length === 0 ? [] : ['', ...lines];
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
  const waits = Object.values(price.blocked(run, stuck.stuck.sequence));
  return {
    fix,
    verdict,
    perSecond: price.perSecond(often),
    waiting: waits.length,
    longest: Math.max(0, ...waits) / 1000,
    again: price.again(run),
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
  const head = ['', 'balances', 'events/s', 'others wait', 'longest', 'again', 'done after loss'];
  const rows = all.map((each) => [
    each.fix,
    each.verdict,
    each.perSecond.toFixed(1),
    String(each.waiting),
    `${each.longest.toFixed(1)} s`,
    String(each.again),
    each.afterLoss,
  ]);
  return table(head, rows);
}
