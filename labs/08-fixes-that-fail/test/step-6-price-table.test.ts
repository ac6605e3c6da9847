import { explain, inOwnTime, limitOnRealServer, needs, useWorld } from '@workbook/testkit';
import { stuck as stuckLoad } from '../src/measured/loads';
import { measure, type Measured } from '../src/measured/measure';
import { services } from '../src/measured/service';
import * as price from '../src/price';
import { firstOf, type History, runOf, told } from './histories';
import { rightInMemory } from './right-in-memory';

limitOnRealServer(60_000);

const read = 'README.md, "Step 6: who waits for whom: the price table"';

const { broker, pass } = useWorld({ broker: {} });

needs(price, 'src/price.ts', { blocked: 'function' });

/** Event #2, Ann's, is the one that may be stuck; by what is particular about them. */
const runs: Readonly<Record<string, readonly History[]>> = {
  'Bob waits, and Cem does not': [
    { account: 'cem', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105], acknowledged: [5200] },
    { account: 'bob', published: 300, delivered: [305, 5305], acknowledged: [5400] },
    { account: 'cem', published: 400, delivered: [405], acknowledged: [500] },
  ],
  "what comes right before its end is on its way, and Ann's own events are her own": [
    { account: 'bob', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105], acknowledged: [5200] },
    { account: 'ann', published: 200, delivered: [205, 5205], acknowledged: [5300] },
    { account: 'bob', published: 5100, delivered: [5110], acknowledged: [5210] },
    { account: 'dora', published: 3200, delivered: [5210], acknowledged: [5300] },
    { account: 'eva', published: 5250, delivered: [5260], acknowledged: [9000] },
    { account: 'finn', published: 4200, delivered: [5220], acknowledged: [5350] },
  ],
  'the longest of several waits of an account counts': [
    { account: 'bob', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105, 10_105], acknowledged: [10_200] },
    { account: 'bob', published: 6000, delivered: [10_250], acknowledged: [10_300] },
    { account: 'cem', published: 1000, delivered: [1005, 6005, 11_005], acknowledged: [11_100] },
    { account: 'cem', published: 8000, delivered: [8005, 13_005], acknowledged: [13_100] },
    { account: 'bob', published: 2000, delivered: [10_250], acknowledged: [10_400] },
  ],
  'it gets stuck after another account has begun to wait': [
    { account: 'bob', published: 0, delivered: [5, 5005], acknowledged: [5100] },
    { account: 'ann', published: 100, delivered: [2000, 4000], acknowledged: [4100, 6000] },
    { account: 'cem', published: 50, delivered: [60], acknowledged: [3500] },
  ],
  'it is never done, and neither is one of the others': [
    { account: 'bob', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105, 10_105] },
    { account: 'bob', published: 300, delivered: [305, 5305, 10_305] },
    { account: 'cem', published: 400, delivered: [405], acknowledged: [500] },
    { account: 'dora', published: 600 },
  ],
  'what is done at its very end has waited until then': [
    { account: 'bob', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105] },
    { account: 'cem', published: 400, delivered: [405, 5405], acknowledged: [5500] },
    { account: 'dora', published: 600, delivered: [605], acknowledged: [5499] },
  ],
  'what was done before its end, and is acknowledged once more after it, does not wait': [
    { account: 'bob', published: 0, delivered: [5], acknowledged: [100] },
    { account: 'ann', published: 100, delivered: [105, 5105], acknowledged: [5200] },
    { account: 'cem', published: 150, delivered: [160, 5160], acknowledged: [500, 5600] },
    { account: 'dora', published: 600, delivered: [605, 5605], acknowledged: [5700, 9000] },
  ],
  'it comes to nobody': [
    { account: 'bob', published: 0, delivered: [5, 5005], acknowledged: [5100] },
    { account: 'ann', published: 100 },
    { account: 'cem', published: 200, delivered: [5200], acknowledged: [9000] },
  ],
  'nothing happens': [],
};

test.each(Object.entries(runs))('blocked: %s', (_, events) => {
  expectBlocked(events, 2);
});

test.each([
  ['all others wait for one that is stuck, if there is one copy', services['one copy']!, 6],
  [
    'all others wait for one that is stuck, if they share a number',
    services['shared sequence']!,
    6,
  ],
  ['nobody else waits, if each account has a number of its own', rightInMemory, 0],
])('on the broker: %s', async (_, makes, waiting) => {
  const { run } = await measure(makes(), stuckLoad, { broker: broker(), pass, inOwnTime });
  const events = historiesOf(run);
  const { sequence } = stuckLoad.stuck;
  const waits = waitsIn(events, sequence, run.at(-1)!.at);
  explain(
    {
      expected: `${waiting} of 6 other accounts to wait for #${sequence}`,
      happened: [`those that wait are ${inShort(waits)}`, ...told(events)],
      look: 'src/fixes and src/measured: they are given, have they changed?',
      read,
    },
    () => expect(Object.keys(waits)).toHaveLength(waiting),
  );
  expectBlocked(events, sequence, run);
});

function expectBlocked(events: readonly History[], stuck: number, run = runOf(events)): void {
  const last = run.at(-1)?.at ?? 0;
  const wanted = waitsIn(events, stuck, last);
  const given = price.blocked(run, stuck);
  explain(
    {
      expected: `blocked(run, ${stuck}) to be ${inShort(wanted)}: ${stuckIn(events, stuck, last)}`,
      happened: [`it is ${inShort(given)}`, ...told(events)],
      look: 'src/price.ts, blocked(): from when until when is it stuck, and which events of others are not done then?',
      read,
    },
    () => expect(rounded(given)).toEqual(rounded(wanted)),
  );
}

/** From when until when an event is stuck, in words. */
function stuckIn(events: readonly History[], stuck: number, last: number): string {
  const { delivered, acknowledged } = events[stuck - 1] ?? {};
  const begin = firstOf(delivered);
  if (begin === undefined) return `#${stuck} came to nobody`;
  const [from, until] = [begin, firstOf(acknowledged) ?? last].map(Math.round);
  return `#${stuck} was stuck from ${from} to ${until} ms`;
}

/** Who waits for `stuck`, by the times of each event. */
function waitsIn(events: readonly History[], stuck: number, last: number): Record<string, number> {
  const waits: Record<string, number> = {};
  const { account: own, delivered, acknowledged } = events[stuck - 1] ?? { account: '' };
  const begin = firstOf(delivered) ?? Infinity;
  const end = firstOf(acknowledged) ?? last;
  for (const { account, published, acknowledged: acks } of events) {
    const wait =
      Math.min(end, firstOf(acks) ?? Infinity) < end ? 0 : end - Math.max(published, begin);
    if (account !== own && wait >= 1000) waits[account] = Math.max(wait, waits[account] ?? 0);
  }
  return waits;
}

function historiesOf(run: Measured['run']): History[] {
  const numbers = [...new Set(run.map(({ sequence }) => sequence))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const own = run.filter(({ sequence }) => sequence === number);
    const at = (wanted: string): number[] =>
      own.filter(({ kind }) => kind === wanted).map((fact) => fact.at);
    return {
      account: own[0]!.account,
      published: at('published')[0]!,
      delivered: at('delivered'),
      acknowledged: at('acknowledged'),
    };
  });
}

/** Whole milliseconds, in the order of the names. */
function rounded(waits: unknown): unknown {
  if (typeof waits !== 'object' || waits === null) return waits;
  const entries = Object.entries(waits as Record<string, number>);
  return Object.fromEntries(entries.map(([name, ms]) => [name, Math.round(ms)]).sort());
}

function inShort(waits: unknown): string {
  return JSON.stringify(rounded(waits));
}
