import { explain } from '@workbook/testkit';
import { explore, useAttacks, type Wanted } from '@workbook/testkit/schedules';
import { type Attack, attacks } from '../src/attacks';
import { fixes, ofAnn, ofBob } from './fixes';
import { movesOf } from './sinking';
import { worlds } from './worlds';

const { runs } = useAttacks();

function wanted(name: 'sharedSequence' | 'bobWaits', expected: string): Wanted {
  const read = 'README.md, "Step 3: one shared sequence, and who waits"';
  return { expected, look: `src/attacks.ts, ${name}`, read };
}

test("sharedSequence: a schedule that sinks it, or 'none'", async () => {
  const claim: Attack = attacks.sharedSequence;
  if (claim === 'none') return;
  const sunk = wanted(
    'sharedSequence',
    "a schedule after which Ann has another balance than 30, or 'none'",
  );
  const { story, wrong } = await runs(worlds.sharedSequence, claim, sunk);
  const happened = [...story.split(/(?<=\.) /), 'So it ends well. Is there another one, or none?'];
  explain({ ...sunk, happened }, () => expect(wrong).toBeDefined());
});

test.each([
  ['a crash and a lost ack', { crashes: 1, lostAcks: 1 }],
  ['a crash and a failure', { crashes: 1, failures: 1 }],
  ['a lost ack and a failure', { lostAcks: 1, failures: 1 }],
  ['an event that comes again while it is in hand', { duplicates: 1 }],
])('sharedSequence: every schedule ends well, with %s', async (_, faults) => {
  const { safe, schedules, unsafe } = await explore(fixes.sharedSequence({ faults }));
  explain(
    {
      ...wanted('sharedSequence', 'no schedule to sink it: it is given, and was right'),
      happened: unsafe?.story ?? `${safe} of ${schedules} schedules end well`,
      look: 'src/fixes/shared-sequence.ts: has it changed?',
    },
    () => expect(safe).toBe(schedules),
  );
});

test("bobWaits: a copy has Bob's event in hand, and leaves it", async () => {
  const waits = wanted(
    'bobWaits',
    "a schedule in which Bob's event, #2, comes to a copy that leaves it",
  );
  const { steps, story } = await runs(worlds.bobWaits, await movesOf('bobWaits', waits), waits);
  explain({ ...waits, happened: story.split(/(?<=\.) /) }, () =>
    expect(steps.some((step) => step.kind === 'left' && step.sequence === 2)).toBe(true),
  );
});

/** What `bobWaits` allows, of the right service. */
const forNobody = fixes.right({ faults: { failures: 1 }, events: [ofAnn[0]!, ofBob] });

test('bobWaits: nobody waits for Ann where each account has a number of its own', async () => {
  const same = wanted('bobWaits', 'that no copy of the right service leaves #2 when it comes');
  const moves = await movesOf('bobWaits', same);
  const { steps, story } = await runs(forNobody, moves, same);
  explain({ ...same, happened: story.split(/(?<=\.) /) }, () =>
    expect(steps.some((step) => step.kind === 'left' && step.sequence === 2)).toBe(false),
  );
});
