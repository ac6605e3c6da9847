import { explain, useBroker } from '@workbook/testkit';
import { type Orders, placeOrder } from '../src/place-order';
import { publish } from '../src/publish';
import { everythingOn } from './channel';

/** A broker that keeps one channel and refuses the next. */
const broker = useBroker({ flags: ['-mc', '1'] });
const look = 'src/publish.ts: which argument of the callback says that it went wrong?';
const read = 'notes/02-channels.md, "Published is what the broker has stored"';

/** Takes the one place, so that the shop's channel is refused. */
const fillUp = () => broker().publish('ticket:created', { ticketId: '7' });

const outcome = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => `rejected: ${String(error)}`,
  );

test('what is published is in the channel, as JSON', async () => {
  const stan = await broker().connect('shop');
  const result = await outcome(publish(stan, { orderId: '7', status: 'placed' }));
  const stored = await everythingOn(broker(), 'order:updated');
  explain(
    {
      expected:
        'publish() to resolve, and {"orderId":"7","status":"placed"} to be in order:updated',
      happened: `publish() ${result}, and the channel holds: ${stored.join(' ') || 'nothing'}`,
      look,
      read,
    },
    () => {
      expect(result).toBe('resolved');
      expect(stored.map((data) => JSON.parse(data) as unknown)).toEqual([
        { orderId: '7', status: 'placed' },
      ]);
    },
  );
});

test('publish() rejects what the broker has refused', async () => {
  await fillUp();
  const stan = await broker().connect('shop');
  const result = await outcome(publish(stan, { orderId: '7', status: 'placed' }));
  explain(
    {
      expected: 'publish() to reject: the broker answered "too many channels" and stored nothing',
      happened: `it ${result}: the callback's error was set, and you said published`,
      look,
      read,
    },
    () => expect(result).toContain('too many channels'),
  );
});

test('placeOrder() thanks nobody for an order that nobody hears of', async () => {
  await fillUp();
  const stan = await broker().connect('shop');
  const orders: Orders = new Map();
  const result = await outcome(placeOrder(stan, orders, '7'));
  await broker().settled();
  explain(
    {
      expected: 'placeOrder() to reject, and order 7 not to be saved: its event was refused',
      happened: [
        `it ${result}, and the database says order 7 is ${orders.get('7') ?? 'not there'}`,
        ...(orders.has('7')
          ? ['the database saved it, the event is gone: a dual write, and half of it failed']
          : []),
      ],
      look: 'src/place-order.ts: when does it return, and what does it leave behind?',
      read: 'notes/02-channels.md, "Two writes"',
    },
    () => {
      expect(result).toContain('rejected');
      expect(orders.has('7')).toBe(false);
    },
  );
});

test('placeOrder() saves the order and publishes it', async () => {
  const stan = await broker().connect('shop');
  const orders: Orders = new Map();
  const result = await outcome(placeOrder(stan, orders, '7'));
  const stored = await everythingOn(broker(), 'order:updated');
  explain(
    {
      expected:
        'placeOrder() to resolve, order 7 to be saved, {"orderId":"7","status":"placed"} in the channel',
      happened: `it ${result}, the database says ${orders.get('7') ?? 'nothing'}, the channel holds: ${stored.join(' ') || 'nothing'}`,
      look: 'src/place-order.ts',
      read,
    },
    () => {
      expect(result).toBe('resolved');
      expect(orders.get('7')).toBe('placed');
      expect(stored.map((data) => JSON.parse(data) as unknown)).toEqual([
        { orderId: '7', status: 'placed' },
      ]);
    },
  );
});
