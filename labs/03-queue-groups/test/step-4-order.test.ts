import type { Message } from 'node-nats-streaming';
import { explain, Gate, useBroker } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import { show, type StatusBoard } from '../src/status-board';
import { Subjects } from '../src/subjects';
import { listen } from '../src/tracking';

const broker = useBroker();
const advice = {
  look: 'src/status-board.ts: what does the message know of its place in the channel?',
  read: 'notes/03-queue-groups.md, "Order ends where the group begins"',
};

test('a slow copy does not take the board back in time', async () => {
  const board: StatusBoard = new Map();
  const slow = new Gate();
  const finished: string[] = [];

  const tracking = await broker().start('tracking', 2, ({ name, stan, onMessage }) => {
    const work = async (data: OrderUpdated, msg: Message): Promise<void> => {
      onMessage(data, msg);
      if (msg.getSequence() === 1) await slow.opened;
      show(board, data, msg);
      finished.push(`${name} finished #${msg.getSequence()}`);
    };
    return listen(stan, (data, msg) => void work(data, msg));
  });

  const events = await broker().publish(
    Subjects.OrderUpdated,
    { orderId: '7', status: 'placed' },
    { orderId: '7', status: 'paid' },
  );
  await broker().settled();
  await slow.open();

  expect(tracking).toHandleEachOnce(events, {
    ...advice,
    look: 'src/tracking.ts: step 2 comes first, tracking has to listen',
  });
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

test('events that come in order all reach the board', async () => {
  const board: StatusBoard = new Map();
  await broker().start('tracking', 1, ({ stan }) =>
    listen(stan, (data, msg) => show(board, data, msg)),
  );
  await broker().publish(
    Subjects.OrderUpdated,
    { orderId: '7', status: 'placed' },
    { orderId: '8', status: 'placed' },
    { orderId: '7', status: 'paid' },
    { orderId: '7', status: 'shipped' },
  );
  await broker().settled();
  explain(
    {
      expected: 'the board to show order 7 as shipped and order 8 as placed',
      happened: `it shows ${JSON.stringify(Object.fromEntries(board))}`,
      ...advice,
    },
    () => {
      expect(board.get('7')?.status).toBe('shipped');
      expect(board.get('8')?.status).toBe('placed');
    },
  );
});
