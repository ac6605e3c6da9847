import { explain, needs } from '@workbook/testkit';
import * as price from '../src/price';
import { firstOf, type History, runOf, told } from './histories';

const read = 'README.md, "Step 5: how much is done, and how much comes again"';

needs(price, 'src/price.ts', { perSecond: 'function', again: 'function' });

/** By what is particular about them. */
const runs: Readonly<Record<string, readonly History[]>> = {
  'one event after the other': [
    { account: 'ann', published: 0, delivered: [10], acknowledged: [100] },
    { account: 'bob', published: 50, delivered: [60], acknowledged: [200] },
    { account: 'ann', published: 90, delivered: [110], acknowledged: [400] },
  ],
  'an event comes three times, and is acknowledged twice': [
    { account: 'ann', published: 0, delivered: [5, 5005, 10_005], acknowledged: [100, 5100] },
    { account: 'bob', published: 20, delivered: [25], acknowledged: [500] },
  ],
  'the run begins late, with a pause before the first delivery': [
    { account: 'cem', published: 7000, delivered: [9000], acknowledged: [9100] },
    { account: 'cem', published: 7500, delivered: [9010], acknowledged: [11_000] },
  ],
  'an event is never done': [
    { account: 'ann', published: 0, delivered: [5, 5005, 10_005] },
    { account: 'bob', published: 100, delivered: [105], acknowledged: [250] },
    { account: 'cem', published: 200, delivered: [205], acknowledged: [350] },
  ],
  'an event comes to nobody': [
    { account: 'ann', published: 0, delivered: [5], acknowledged: [50] },
    { account: 'bob', published: 10, delivered: [20, 5020], acknowledged: [5200] },
    { account: 'ann', published: 6000 },
  ],
  'the first event to be published is the last to be done': [
    { account: 'ann', published: 0, delivered: [1, 5001], acknowledged: [5100, 5200] },
    { account: 'bob', published: 100, delivered: [101], acknowledged: [200] },
    { account: 'bob', published: 200, delivered: [201], acknowledged: [300, 301] },
    { account: 'bob', published: 300, delivered: [301, 5301, 5302], acknowledged: [400] },
  ],
  'nothing is done': [{ account: 'ann', published: 0, delivered: [5] }],
  'nothing happens': [],
};

test.each(Object.entries(runs))('per second: %s', (_, events) => {
  const done = events.flatMap(({ acknowledged }) => firstOf(acknowledged) ?? []);
  const begin = firstOf(events.map(({ published }) => published)) ?? 0;
  const wanted = done.length === 0 ? 0 : (done.length * 1000) / (Math.max(...done) - begin);
  const given = price.perSecond(runOf(events));
  explain(
    {
      expected: `perSecond() to be ${inShort(wanted)}: ${done.length} events are done between ${begin} and ${firstOf([Math.max(begin, ...done)])} ms`,
      happened: [`it is ${inShort(given)}`, ...told(events)],
      look: 'src/price.ts, perSecond(): which events does it count, and how often? In which time?',
      read,
    },
    () => expect(given).toBeCloseTo(wanted, 6),
  );
});

test.each(Object.entries(runs))('again: %s', (_, events) => {
  const wanted = events.reduce(
    (sum, { delivered = [] }) => sum + Math.max(0, delivered.length - 1),
    0,
  );
  const given = price.again(runOf(events));
  explain(
    {
      expected: `again() to be ${wanted}`,
      happened: [`it is ${inShort(given)}`, ...told(events)],
      look: 'src/price.ts, again(): of how many events are these the deliveries?',
      read,
    },
    () => expect(given).toBe(wanted),
  );
});

/** A number with two digits behind the point, where it has any; whatever else a learner returns as it is. */
function inShort(value: unknown): string {
  return typeof value === 'number' ? String(Number(value.toFixed(2))) : JSON.stringify(value);
}
