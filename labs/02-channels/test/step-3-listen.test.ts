import type { Subscription } from 'node-nats-streaming';
import { explain, useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { sixOrders } from './orders';

const broker = useBroker();
const channel = 'order:updated';
const advice = {
  look: 'src/payments.ts: does it subscribe, and to which channel, letter by letter?',
  read: 'notes/02-channels.md, "A channel is a name"',
};

test('payments handles every order that is placed while it listens', async () => {
  let subscription: Subscription | undefined;
  const payments = await broker().start('payments', 1, ({ stan, onMessage }) => {
    subscription = listen(stan, onMessage);
  });
  const orders = await broker().publish(channel, ...sixOrders);
  await broker().settled();
  const listensOn = (subscription as { subject?: string } | undefined)?.subject ?? channel;
  explain(
    {
      expected: `payments-1 to listen on "${channel}", where the shop publishes`,
      happened: `it listens on "${listensOn}", where nobody publishes. Did you mean "${channel}"?`,
      ...advice,
    },
    () => expect(listensOn).toBe(channel),
  );
  expect(payments).toHandleAllInOrder(orders, advice);
  const data = payments.handled.map((event) => event.data);
  explain(
    {
      expected: `onMessage to be given events, the first of them ${JSON.stringify(sixOrders[0])}`,
      happened: `the first that it was given is ${JSON.stringify(data[0])}`,
      ...advice,
      look: 'src/payments.ts: what does parse() of src/order-updated.ts make of a message?',
    },
    () => expect(data).toEqual(sixOrders),
  );
});

test('payments charges nobody for the orders of yesterday', async () => {
  await broker().publish(channel, ...sixOrders);
  const payments = await broker().start('payments', 1, ({ stan, onMessage }) =>
    listen(stan, onMessage),
  );
  const today = await broker().publish(channel, { orderId: '7', status: 'placed' });
  await broker().settled();
  expect(payments).toHandleAllInOrder(today, advice);
});
