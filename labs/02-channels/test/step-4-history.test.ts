import { useBroker } from '@workbook/testkit';
import { listen } from '../src/audit';
import { sixOrders } from './orders';

const broker = useBroker();
const channel = 'order:updated';
const advice = {
  look: 'src/audit.ts: where in the channel does its subscription begin?',
  read: 'notes/02-channels.md, "Where a subscription begins"',
};

test('an audit that starts late has all events in its books, in order', async () => {
  const before = await broker().publish(channel, ...sixOrders);
  const audit = await broker().start('audit', 1, ({ stan, onMessage }) => listen(stan, onMessage));
  const after = await broker().publish(channel, { orderId: '7', status: 'placed' });
  await broker().settled();
  expect(audit).toHandleAllInOrder([...before, ...after], advice);
});

test('an audit that starts first has them all as well', async () => {
  const audit = await broker().start('audit', 1, ({ stan, onMessage }) => listen(stan, onMessage));
  const orders = await broker().publish(channel, ...sixOrders);
  await broker().settled();
  expect(audit).toHandleAllInOrder(orders, advice);
});
