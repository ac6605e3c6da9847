import { explain, times } from '@workbook/testkit';
import { countsIn, testAttack } from './sinking';

const read = 'README.md, "Step 2: a table of seen events"';

const order = testAttack({ name: 'seenEventsOrder', read });

test('seenEventsOrder: each event counts once, and the order is wrong', async () => {
  const counts = countsIn(await order.sink());
  explain({ ...order.wanted('each event to count once'), happened: inWords(counts) }, () =>
    expect([...counts.values()]).toEqual([1, 1]),
  );
});

const crash = testAttack({ name: 'seenEventsCrash', read });

test('seenEventsCrash: an event that was seen never counts', async () => {
  const counts = countsIn(await crash.sink());
  explain(
    {
      ...crash.wanted('an event that is marked as seen, and that no copy counts'),
      happened: inWords(counts),
    },
    () => expect([...counts.values()]).toContain(0),
  );
});

function inWords(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].map(([event, count]) => `${event} was counted ${times(count)}`);
}
