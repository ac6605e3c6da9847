import {
  explain,
  Gate,
  limitOnRealServer,
  nameOf,
  needs,
  type Program,
  type Published,
  useBroker,
} from '@workbook/testkit';
import * as inHandFile from '../src/in-hand';
import { Subjects } from '../src/subjects';
import { useBank } from './bank';
import { comes, orders, startCopy, startQuickCopy } from './copies';
import { inFakeTime } from './fake-time';
import { howItEnded } from './words';

limitOnRealServer(30_000);
needs(inHandFile, 'src/in-hand.ts', { InHand: 'function' });

const broker = useBroker();
const bank = useBank();
const advice = {
  look: 'src/in-hand.ts, finish(): what is in #working when the signal comes?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Finish what is in hand"',
};

/** Fails unless payments-2 begins the orders 1 to `count`, and as many as that. */
async function expectToBegin(program: Program, count: number): Promise<void> {
  const begun = await comes(program, () => bank().asked.length === count);
  explain(
    {
      expected: `payments-2 to ask the bank to charge ${count} orders`,
      happened: [
        `it asked for ${
          bank()
            .asked.map((order) => `order ${order}`)
            .join(', ') || 'none'
        }, and`,
        howItEnded('payments-2', program, await program.ended(0)),
      ],
      ...advice,
      look: 'src/in-hand.ts: what does take() do before finish() is called?',
    },
    () => expect(begun).toBe(true),
  );
}

/** Fails unless payments-2 acknowledges `event`, which the bank has charged. */
async function expectAck(program: Program, event: Published): Promise<void> {
  const { facts } = broker();
  const isAcked = await comes(program, () => facts.acks(event).length > 0);
  explain(
    {
      expected: `payments-2 to acknowledge ${nameOf(event)}, which the bank has charged`,
      happened: [
        ...facts.storyOf(event),
        howItEnded('payments-2', program, await program.ended(0)),
      ],
      ...advice,
    },
    () => expect(isAcked).toBe(true),
  );
}

/** Fails if payments-2 has ended, or said goodbye, while the bank still has `cards`. */
async function expectToWait(program: Program, cards: string, before?: string): Promise<void> {
  await program.hears();
  const exit = await program.ended(0);
  const hasClosed = broker().facts.hasClosed('payments-2');
  explain(
    {
      expected: `payments-2 to finish all that it had in hand at SIGTERM, and then to leave`,
      happened: hasClosed
        ? [
            `it told the broker that it leaves, while the bank still had ${cards}:`,
            'the next copy is given that as well',
          ]
        : [
            howItEnded('payments-2', program, exit),
            `while the bank still had ${cards}${before ? `, and ${before}` : ''}`,
          ],
      ...advice,
      ...(hasClosed && {
        look: 'src/shutdown.ts: does close() wait for finish()? And finish(), in src/in-hand.ts, for what?',
      }),
    },
    () => expect(hasClosed || exit !== undefined).toBe(false),
  );
}

/** Fails unless payments-2, to which the bank has answered all, acknowledges `events` and leaves in order. */
async function expectToLeave(
  program: Program,
  events: readonly Published[],
  bankSaid: string,
): Promise<void> {
  const exit = await program.ended();
  explain(
    {
      expected: 'payments-2 to end with code 0 when nothing is in hand any more',
      happened: [bankSaid, howItEnded('payments-2', program, exit)],
      ...advice,
      look: 'src/in-hand.ts: when is an event in hand no more, and does finish() notice?',
    },
    () => expect(exit?.code).toBe(0),
  );
  for (const event of events) await expectAck(program, event);
}

test('what is in hand is finished, what comes meanwhile is not begun', async () => {
  const program = await startCopy(broker(), 'payments-2', bank().env);
  const [first, second] = await broker().publish(Subjects.OrderUpdated, ...orders(2));
  await expectToBegin(program, 2);
  await program.signal('SIGTERM');
  const [third] = await broker().publish(Subjects.OrderUpdated, orders(3)[2]);
  await comes(program, () => broker().facts.deliveries(third!).length > 0);
  await expectToWait(program, 'orders 1 and 2');
  bank().charge('2');
  await expectAck(program, second!);
  await expectToWait(program, 'order 1');
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
  await expectToLeave(program, [first!, second!], 'the bank has charged orders 1 and 2, and');

  const payments = await startQuickCopy(broker());
  await broker().settled();
  expect(payments).toHandleEachOnce([third!], advice);
});

test('a card that is declined holds up no other', async () => {
  const program = await startCopy(broker(), 'payments-2', bank().env);
  const events = await broker().publish(Subjects.OrderUpdated, ...orders(4));
  await expectToBegin(program, 4);
  bank().decline('1');
  await expectToWait(
    program,
    'orders 2, 3 and 4',
    'it had declined order 1, and no signal had come',
  );
  await program.signal('SIGTERM');
  bank().decline('2');
  await expectToWait(program, 'orders 3 and 4', 'it had declined order 2');
  bank().charge('3');
  bank().charge('4');
  const [first, second, third, fourth] = events;
  const said = 'the bank has declined orders 1 and 2 and charged 3 and 4, and';
  await expectToLeave(program, [third!, fourth!], said);

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
    for (const ending of endings) {
      const inHand = new InHand();
      const works = ending.map(() => new Gate());
      for (const work of works) inHand.take(() => work.opened);
      let finished = false;
      void Promise.resolve(inHand.finish()).then(() => (finished = true));
      for (const [place, which] of ending.entries()) {
        await advance(12_000);
        expectFinished(finished, false, `${3 - place} of 3 works were in hand, 12 s later`);
        await works[which]!.open();
      }
      await advance(12_000);
      expectFinished(finished, true, 'all 3 works had ended 12 s before');
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
