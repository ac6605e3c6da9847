import { explain, Gate, limitOnRealServer, needs, type Program, useWorld } from '@workbook/testkit';
import * as inHandFile from '../src/in-hand';
import { Subjects } from '../src/subjects';
import { useBank } from './bank';
import { comes, orders, startCopy, startQuickCopy } from './copies';
import { inFakeTime } from './fake-time';
import { advice, Leaving } from './leaving';

limitOnRealServer(30_000);
needs(inHandFile, 'src/in-hand.ts', { InHand: 'function' });

const { broker } = useWorld({ broker: {} });
const bank = useBank();
/** A copy in a process of its own, and what is asked of it. */
async function start(): Promise<{ program: Program; leaving: Leaving }> {
  const program = await startCopy(broker(), 'payments-2', bank().env);
  return { program, leaving: new Leaving(broker(), bank(), program) };
}

test('what is in hand is finished, what comes meanwhile is not begun', async () => {
  const { program, leaving } = await start();
  const [first, second] = await broker().publish(Subjects.OrderUpdated, ...orders(2));
  await leaving.expectToBegin(2);
  await program.signal('SIGTERM');
  const [third] = await broker().publish(Subjects.OrderUpdated, orders(3)[2]);
  await comes(program, () => broker().facts.deliveries(third!).length > 0);
  await leaving.expectToWait('orders 1 and 2');
  bank().charge('2');
  await leaving.expectAck(second!);
  await leaving.expectToWait('order 1');
  bank().charge('1');
  explain(
    {
      expected: 'payments-2 not to begin order 3, which came after SIGTERM',
      happened: 'it asked the bank to charge order 3 as well, for which there may be no time',
      ...advice,
      look: 'src/in-hand.ts: what does take() do once finish() has been called?',
    },
    () => expect(bank().asked).not.toContain('3'),
  );
  await leaving.expectToLeave([first!, second!], 'the bank has charged orders 1 and 2, and');

  const payments = await startQuickCopy(broker());
  await broker().settled();
  expect(payments).toHandleEachOnce([third!], advice);
});

test('a card that is declined holds up no other', async () => {
  const { program, leaving } = await start();
  const events = await broker().publish(Subjects.OrderUpdated, ...orders(4));
  await leaving.expectToBegin(4);
  bank().decline('1');
  await leaving.expectToWait(
    'orders 2, 3 and 4',
    'it had declined order 1, and no signal had come',
  );
  await program.signal('SIGTERM');
  bank().decline('2');
  await leaving.expectToWait('orders 3 and 4', 'it had declined order 2');
  bank().charge('3');
  bank().charge('4');
  const [first, second, third, fourth] = events;
  const said = 'the bank has declined orders 1 and 2 and charged 3 and 4, and';
  await leaving.expectToLeave([third!, fourth!], said);

  const payments = await startQuickCopy(broker());
  await broker().settled();
  expect(payments).toHandleEachOnce([first!, second!], advice);
});

/** All orders in which three works can end. */
const endings = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

test('finish() waits for all, however long each takes', async () => {
  await inFakeTime(async ({ InHand }, advance) => {
    for (const [round, ending] of endings.entries()) {
      const inHand = new InHand();
      // One has ended before the last is taken: what is numbered by how many there are gets a number twice.
      const earlier = new Gate();
      inHand.take(() => earlier.opened);
      const works = ending.map(() => new Gate());
      for (const [place, work] of works.entries()) {
        if (place === 2) await earlier.open();
        await advance(0);
        inHand.take(() => work.opened);
      }
      let finished = false;
      void Promise.resolve(inHand.finish()).then(() => (finished = true));
      for (const [place, which] of ending.entries()) {
        // Time is long for a finish() that looks every few ms whether all is done: one order has 36 s of it.
        const seconds = round === 0 ? 12 : 0.1;
        await advance(seconds * 1000);
        expectFinished(finished, false, `${3 - place} of 3 works were in hand, ${seconds} s later`);
        await works[which]!.open();
      }
      await advance(1000);
      expectFinished(finished, true, 'all 3 works had ended 1 s before');
    }
  });
});

function expectFinished(finished: boolean, wanted: boolean, when: string): void {
  explain(
    {
      expected: 'finish() to resolve when all that was in hand is done, and not before',
      happened: `${when}, and it ${finished ? 'had' : 'had not'} resolved`,
      ...advice,
      look: 'src/in-hand.ts, finish(): what does it wait for?',
    },
    () => expect(finished).toBe(wanted),
  );
}
