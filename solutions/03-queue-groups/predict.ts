import type { Message } from 'node-nats-streaming';
import type { Answer } from '@workbook/testkit/predict';
import { parse } from './src/order-updated';
import { Subjects } from './src/subjects';

const orders = ['1', '2', '3', '4', '5', '6'].map((orderId) => ({ orderId, status: 'placed' }));

const twoCopies: Answer = async (start) => {
  const { broker } = await start();
  const payments = await broker.start('payments', 2, ({ stan, onMessage }) =>
    stan
      .subscribe(Subjects.OrderUpdated)
      .on('message', (msg: Message) => onMessage(parse(msg), msg)),
  );
  await broker.publish(Subjects.OrderUpdated, ...orders);
  await broker.settled();
  const each = payments.copies.map(({ handled }) => handled.length).join(' and ');
  return `${payments.handled.length}: the two copies printed ${each}. To the broker they are two listeners who know nothing of each other.`;
};

const oneGroup: Answer = async (start) => {
  const { broker } = await start();
  const services = [];
  for (const name of ['payments', 'tracking']) {
    services.push(
      await broker.start(name, 2, ({ stan, onMessage }) =>
        stan
          .subscribe(Subjects.OrderUpdated, 'orders')
          .on('message', (msg: Message) => onMessage(parse(msg), msg)),
      ),
    );
  }
  await broker.publish(Subjects.OrderUpdated, ...orders);
  await broker.settled();
  const [payments, tracking] = services.map(({ handled }) => orders.length - handled.length);
  return `Payments misses ${payments} and tracking ${tracking}: each event goes to one member of the group, whatever its service.`;
};

const slowCopy: Answer = async (start) => {
  const { broker } = await start();
  const board = new Map<string, string>();
  const late: (() => void)[] = [];
  const show = (msg: Message): void => {
    const { orderId, status } = parse(msg);
    board.set(orderId, status);
  };
  await broker.start('tracking', 2, ({ name, stan }) =>
    stan.subscribe(Subjects.OrderUpdated, 'tracking').on('message', (msg: Message) => {
      if (name === 'tracking-1') late.push(() => show(msg));
      else show(msg);
    }),
  );
  await broker.publish(
    Subjects.OrderUpdated,
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
  );
  await broker.settled();
  const first = board.get('7');
  for (const show of late) show();
  return `First "${first}", and at the end "${board.get('7')}": the slow copy finishes last, with the older event.`;
};

export const answers = [twoCopies, oneGroup, slowCopy];
