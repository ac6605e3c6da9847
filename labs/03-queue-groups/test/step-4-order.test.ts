import type { Message } from 'node-nats-streaming';
import { explain, Gate, needs, useWorld } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import * as statusBoard from '../src/status-board';
import { Subjects } from '../src/subjects';
import * as tracking from '../src/tracking';
import {
  advice,
  atSequence,
  atTheSameInstant,
  expectNewest,
  inWords,
  orderings,
  redelivered,
  twoProcesses,
} from './board';

const { broker } = useWorld({ broker: {} });
needs(statusBoard, 'src/status-board.ts', { show: 'function' });
needs(tracking, 'src/tracking.ts', { listen: 'function' });

test('a slow copy does not take the board back in time', async () => {
  const board: statusBoard.StatusBoard = new Map();
  const slow = new Gate();
  const finished: string[] = [];
  await broker().start('tracking', 2, ({ name, stan, onMessage }) => {
    const work = async (data: OrderUpdated, msg: Message): Promise<void> => {
      onMessage(data, msg);
      if (msg.getSequence() === 1) await slow.opened;
      statusBoard.show(board, data, msg);
      finished.push(`${name} finished #${msg.getSequence()}`);
    };
    return tracking.listen(
      stan,
      (data, msg) =>
        void work(data, msg).catch((error: unknown) =>
          finished.push(`${name} failed: ${inWords(error)}`),
        ),
    );
  });
  const events = await broker().publish(
    Subjects.OrderUpdated,
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
  );
  await broker().settled();
  await slow.open();
  explain(
    {
      expected: 'both events to come to tracking',
      happened: events.flatMap((event) => broker().facts.storyOf(event)),
      ...advice,
      look: 'src/tracking.ts: step 2 comes first, tracking has to listen',
    },
    () => expect(events.map((event) => broker().facts.deliveries(event).length)).toEqual([1, 1]),
  );
  explain(
    {
      expected: 'the board to show order 7 as paid, which is its newest event',
      happened: [
        `it shows "${board.get('7')?.status ?? 'nothing'}": one copy was slow, so that`,
        finished.join(', then '),
      ],
      ...advice,
    },
    () => expect(board.get('7')?.status).toBe('paid'),
  );
});

const stories: Readonly<Record<string, OrderUpdated[]>> = {
  'one order': [
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
    { orderId: '7', status: 'shipped' },
  ],
  'two orders': [
    { orderId: '7', status: 'placed' },
    { orderId: '8', status: 'placed' },
    { orderId: '7', status: 'paid' },
    { orderId: '8', status: 'paid' },
  ],
  'an order that is placed anew, because its payment was taken back': [
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
    { orderId: '7', status: 'placed' },
  ],
};

test.each(Object.entries(stories))('in whatever order they come: %s', async (_, events) => {
  const messages = await receive(events);
  for (const order of orderings(messages)) expectNewest(order, twoProcesses());
});

test('nor do the events after the ninth', async () => {
  const others = Array.from({ length: 8 }, (): OrderUpdated => ({
    orderId: '1',
    status: 'placed',
  }));
  const messages = await receive([
    ...others,
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
    { orderId: '7', status: 'shipped' },
  ]);
  for (const order of orderings(messages.slice(8))) expectNewest(order, twoProcesses());
});

test('nor does an event that comes behind a hundred thousand others', async () => {
  const messages = await receive(stories['one order']!);
  for (const gap of [500, 100_000]) {
    const far = messages.map((msg, index) => atSequence(msg, 1 + index * gap));
    for (const order of orderings(far)) expectNewest(order, twoProcesses());
  }
});

test('an event that comes again may be the first that the board is told', async () => {
  const messages = await receive(
    stories['an order that is placed anew, because its payment was taken back']!,
  );
  const again = messages.map(redelivered);
  for (const order of orderings(again)) expectNewest(order, twoProcesses());
});

/** The events as they come from the broker, which has stored all of them in one millisecond. */
async function receive(events: readonly OrderUpdated[]): Promise<Message[]> {
  const messages: Message[] = [];
  await broker().start('reader', 1, ({ stan }) =>
    stan.subscribe(Subjects.OrderUpdated).on('message', (msg: Message) => messages.push(msg)),
  );
  await broker().publish(Subjects.OrderUpdated, ...events);
  await broker().settled();
  return messages.map(atTheSameInstant);
}
