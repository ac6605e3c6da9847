import { needs, type Published, useBroker } from '@workbook/testkit';
import * as audit from '../src/audit';
import { closed } from './clients';
import { channel, manyOrders, placed } from './orders';
import { expectToAcknowledge, expectToHandOn, expectToListen, lookFor } from './subscriptions';

needs(audit, 'src/audit.ts', { listen: 'function' });
const broker = useBroker();
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
  await broker().pass(process.env.NATS_STREAMING_SERVER ? '1s' : '1000h');
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
