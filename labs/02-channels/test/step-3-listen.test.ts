import { explain, list, nameOf, needs, useWorld } from '@workbook/testkit';
import * as payments from '../src/payments';
import { channel, manyOrders, placed } from './orders';
import { askForItSoon, expectTheLate, sentAgain } from './redelivery';
import { closed } from './clients';
import { holdClockAt } from './timers';
import { expectToAcknowledge, expectToHandOn, expectToListen, lookFor } from './subscriptions';

needs(payments, 'src/payments.ts', { listen: 'function' });
const { broker, pass } = useWorld({ broker: {} });
const advice = {
  look: 'src/payments.ts: does it subscribe, and to which channel, letter by letter?',
  read: 'notes/02-channels.md, "A channel is a name"',
};

afterEach(() => jest.useRealTimers());

const start = (copies: number) =>
  broker().start('payments', copies, ({ stan, onMessage }) => payments.listen(stan, onMessage));

test('each copy of payments handles every event that is published while it listens', async () => {
  const copies = await start(2);
  const orders = await broker().publish(channel, ...manyOrders);
  await broker().settled();
  expectToListen(copies, advice);
  expectToAcknowledge(broker(), copies, orders, {
    look: 'src/payments.ts: with which options does it subscribe, and who acknowledges?',
    read: 'README.md, "Step 3: listen"',
  });
  expectToHandOn(copies, orders, 'src/payments.ts', advice.read);
  const look = lookFor(copies, 'src/payments.ts', advice.look);
  expect(copies).toHandleAllInOrder(orders, { ...advice, look });
  for (const { name, handled } of copies.copies) {
    const data = handled.map((event) => event.data);
    const wrong = manyOrders.findIndex(
      (order, index) => JSON.stringify(data[index]) !== JSON.stringify(order),
    );
    explain(
      {
        expected: `onMessage to be given events: ${JSON.stringify(manyOrders[Math.max(wrong, 0)])}`,
        happened: `${name} was given ${JSON.stringify(data[Math.max(wrong, 0)])}`,
        ...advice,
        look: 'src/payments.ts: what does parse() of src/order-updated.ts make of a message?',
      },
      () => expect(data).toEqual(manyOrders),
    );
  }
});

test('payments charges nobody for what was published before it listened', async () => {
  const before = await broker().publish(channel, ...manyOrders.slice(0, 6));
  await pass('1s');
  // The first copy finds events in the channel; the second starts later in the same process.
  // In the afternoon: what was placed this morning is as old as what was placed yesterday.
  holdClockAt(new Date(2020, 5, 15, 15, 30));
  const copies = await start(2);
  const today = await broker().publish(channel, placed('7'), placed('8'));
  await broker().settled();
  const old = before.filter((event) => broker().facts.deliveries(event).length > 0);
  explain(
    {
      expected: 'payments to get no event that was published before it subscribed',
      happened: [
        `${old.length} came of ${before.length} that were published 1 s before, at half past three in the afternoon`,
        ...broker().facts.asked(copies.copies.map(({ name }) => name)),
      ],
      look: 'src/payments.ts: where in the channel does its subscription begin?',
      read: 'notes/02-channels.md, "Where a subscription begins"',
    },
    () => expect(old).toEqual([]),
  );
  const look = lookFor(copies, 'src/payments.ts', advice.look);
  expect(copies).toHandleAllInOrder(today, { ...advice, look });
});

test('payments charges nobody for what was published while it was not there', async () => {
  const first = await start(1);
  const before = await broker().publish(channel, placed('1'), placed('2'));
  await broker().settled();
  await closed(first.copies[0]!.stan);
  const meanwhile = await broker().publish(channel, placed('3'), placed('4'));
  // Who asks for what is published from this moment on, asks for nothing of the moment before.
  await pass('100ms');
  const again = await start(1);
  const [now] = await broker().publish(channel, placed('5'));
  await broker().settled();
  const { handled } = again.copies[0]!;
  const old = meanwhile.filter((event) => broker().facts.deliveries(event).length > 0);
  explain(
    {
      expected: 'payments-1 to get no event that was published before it subscribed',
      happened: [
        'payments-1 was closed, and started again under the same client ID',
        `${old.length} came of ${meanwhile.length} that were published in between`,
        `started again, it handled ${list(handled.map(nameOf)) || 'nothing'}`,
        ...broker().facts.asked(['payments-1']),
      ],
      look: lookFor(
        again,
        'src/payments.ts',
        'src/payments.ts: where in the channel does its subscription begin?',
      ),
      read: 'notes/02-channels.md, "Where a subscription begins"',
    },
    () => {
      expect(before).toHaveLength(2);
      expect(old).toEqual([]);
      expect(handled.map(({ sequence }) => sequence)).toEqual([now!.sequence]);
    },
  );
});

describe('a delivery that is lost on its way', () => {
  const { broker: lossy } = useWorld({ broker: { faults: 'hold payments-1 #1 1000h' } });

  test('is made up for: payments handles an event that comes late', async () => {
    const service = await lossy().start('payments', 1, ({ stan, onMessage }) => {
      askForItSoon(stan);
      return payments.listen(stan, onMessage);
    });
    const orders = await lossy().publish(channel, placed('1'), placed('2'));
    await lossy().settled();
    await sentAgain(lossy(), orders[0]!);
    expectTheLate(service, orders[0]!, orders, {
      look: 'src/payments.ts: does every message get to onMessage, also one that is marked as redelivered, and old?',
      read: 'README.md, "Step 3: listen"',
    });
  });
});
