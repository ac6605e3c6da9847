import { explain, needs, type Published, useWorld } from '@workbook/testkit';
import * as audit from '../src/audit';
import { closed } from './clients';
import { channel, manyOrders, placed } from './orders';
import { askForItSoon, expectTheLate, sentAgain } from './redelivery';
import { expectToAcknowledge, expectToHandOn, expectToListen, lookFor } from './subscriptions';

needs(audit, 'src/audit.ts', { listen: 'function' });
const { broker, pass } = useWorld({ broker: {} });
const advice = {
  look: 'src/audit.ts: where in the channel does its subscription begin?',
  read: 'notes/02-channels.md, "Where a subscription begins"',
};

const start = (copies: number) =>
  broker().start('audit', copies, ({ stan, onMessage }) => audit.listen(stan, onMessage));

/** Published by a client that has left when the others come: as long ago as the server can wait. */
async function publishLongAgo(events: readonly unknown[]): Promise<Published[]> {
  const shop = await broker().connect('shop');
  for (const event of events) {
    await new Promise((resolve) => shop.publish(channel, JSON.stringify(event), resolve));
  }
  await closed(shop);
  await pass(process.env.NATS_STREAMING_SERVER ? '1s' : '1000h');
  return events.map((data, index) => ({ channel, sequence: index + 1, data }));
}

test('an audit that starts late has all events in its books, in order', async () => {
  const before = await publishLongAgo(manyOrders);
  const copies = await start(2);
  const shop = await broker().connect('shop');
  await new Promise((resolve) => shop.publish(channel, JSON.stringify(placed('100')), resolve));
  await broker().settled();
  const all = [...before, { channel, sequence: before.length + 1, data: placed('100') }];
  expectToListen(copies, advice);
  expectToAcknowledge(broker(), copies, all, {
    look: 'src/audit.ts: with which options does it subscribe, and who acknowledges?',
    read: 'README.md, "Step 3: listen"',
  });
  expectToHandOn(copies, all, 'src/audit.ts', advice.read);
  const look = lookFor(copies, 'src/audit.ts', advice.look);
  expect(copies).toHandleAllInOrder(all, { ...advice, look });
});

test('an audit that starts first has them all as well, and so has one that starts again', async () => {
  const first = await start(1);
  const orders = await broker().publish(channel, ...manyOrders);
  await broker().settled();
  expectToHandOn(first, orders, 'src/audit.ts', advice.read);
  expect(first).toHandleAllInOrder(orders, advice);
  await closed(first.copies[0]!.stan);
  const again = await start(1);
  expect(again).toHandleAllInOrder(orders, {
    ...advice,
    look: lookFor(
      again,
      'src/audit.ts',
      'src/audit.ts: audit-1 was started again with empty books. What is left of the first time?',
    ),
  });
});

describe('a channel that keeps three events', () => {
  const { broker: limited } = useWorld({ broker: { flags: ['-mm', '3'] } });

  test('begins with the oldest that is left: so do the books', async () => {
    const orders = await limited().publish(channel, ...manyOrders.slice(0, 6));
    const service = await limited().start('audit', 1, ({ stan, onMessage }) =>
      audit.listen(stan, onMessage),
    );
    const [last] = await limited().publish(channel, placed('100'));
    await limited().settled();
    const wanted = [...orders.slice(3), last!].map(({ sequence }) => sequence);
    const handled = service.handled.map(({ sequence }) => sequence);
    const sent = wanted.filter((sequence) =>
      limited().facts.all.some(
        (fact) =>
          fact.kind === 'delivered' && fact.sequence === sequence && fact.client === 'audit-1',
      ),
    );
    explain(
      {
        expected: `audit-1 to handle ${wanted.join(' ')}, in this order`,
        happened: [
          'the channel keeps 3 events: of 6, it had dropped #1, #2 and #3 before audit-1 started',
          `audit-1 was sent ${sent.join(' ') || 'none of these'}, and handled ${handled.join(' ') || 'nothing'}`,
          ...limited().facts.asked(['audit-1']),
        ],
        look:
          sent.length === wanted.length
            ? 'src/audit.ts: which message does not get to onMessage, and what does it wait for?'
            : advice.look,
        read: advice.read,
      },
      () => expect(handled).toEqual(wanted),
    );
  });
});

describe('a delivery that is lost on its way', () => {
  const { broker: lossy } = useWorld({ broker: { faults: 'hold audit-1 #2 1000h' } });

  test('is made up for: an event that comes late is in the books as well', async () => {
    const before = await lossy().publish(channel, placed('1'), placed('2'), placed('3'));
    const service = await lossy().start('audit', 1, ({ stan, onMessage }) => {
      askForItSoon(stan);
      return audit.listen(stan, onMessage);
    });
    const orders = [...before, ...(await lossy().publish(channel, placed('4')))];
    await lossy().settled();
    await sentAgain(lossy(), orders[1]!);
    expectTheLate(service, orders[1]!, orders, {
      look: 'src/audit.ts: does every message get to onMessage, also one that comes late, behind newer ones?',
      read: 'README.md, "Step 4: a late service asks for every event ever published"',
    });
  });
});
