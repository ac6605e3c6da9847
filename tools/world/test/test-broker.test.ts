import type { Message } from 'node-nats-streaming';
import { World } from '../src';
import { useWorld } from './use-world';

const { broker, pass } = useWorld({ broker: {} });

test('copies are named after their service, and each is a client of its own', async () => {
  const service = await broker().start('payments', 3, () => undefined);
  expect(service.copies.map((copy) => copy.name)).toEqual([
    'payments-1',
    'payments-2',
    'payments-3',
  ]);
  expect(new Set(service.copies.map((copy) => copy.stan)).size).toBe(3);
});

test('published events carry the numbers that the broker gives them', async () => {
  const audit = await broker().start('audit', 1, ({ stan, onMessage }) =>
    stan
      .subscribe('order:updated')
      .on('message', (msg: Message) => onMessage(JSON.parse(msg.getData().toString()), msg)),
  );
  const first = await broker().publish('order:updated', { orderId: '1' }, { orderId: '2' });
  const more = await broker().publish('order:updated', { orderId: '3' });
  await broker().settled();
  expect([...first, ...more]).toEqual(
    audit.handled.map(({ channel, sequence, data }) => ({ channel, sequence, data })),
  );
  expect(audit.handled.map((event) => event.sequence)).toEqual([1, 2, 3]);
});

test('settled waits for what a delivery causes: an ack, and the delivery that the ack allows', async () => {
  const slow = await broker().start('slow', 1, ({ stan, onMessage }) =>
    stan
      .subscribe('order:updated', stan.subscriptionOptions().setMaxInFlight(1))
      .on('message', (msg: Message) => onMessage({}, msg)),
  );
  await broker().publish('order:updated', ...Array.from({ length: 20 }, () => ({})));
  await broker().settled();
  expect(slow.handled).toHaveLength(20);
});

test('two may wait until all is settled at a time', async () => {
  await broker().start('payments', 1, ({ stan }) => void stan.subscribe('order:updated'));
  await broker().publish('order:updated', {});
  await Promise.all([broker().settled(), broker().settled()]);
});

test('time passes when it is told to: an event without an ack comes back after the ackWait', async () => {
  const service = await broker().start('payments', 1, ({ stan, onMessage }) =>
    stan
      .subscribe(
        'order:updated',
        stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000),
      )
      .on('message', (msg: Message) => onMessage({}, msg)),
  );
  await broker().publish('order:updated', {});
  await broker().settled();
  expect(service.handled.map((event) => event.redelivered)).toEqual([false]);
  await pass('2500ms');
  expect(service.handled.map((event) => event.redelivered)).toEqual([false, true, true]);
});

test('a client that a test closed itself is no trouble at the end', async () => {
  const service = await broker().start('payments', 1, () => undefined);
  const { stan } = service.copies[0]!;
  await new Promise((closed) => {
    stan.once('close', closed);
    stan.close();
  });
  await broker().settled();
});

test('a refused publish is told', async () => {
  await expect(broker().publish('order:*', {})).rejects.toThrow(
    'order:* was refused: stan: invalid publish request',
  );
});

test('a client ID that is taken is told', async () => {
  await broker().connect('payments');
  await expect(broker().connect('payments')).rejects.toThrow('clientID already registered');
});

test('nobody there is told', async () => {
  const other = await World.open({ broker: {} });
  await other.stop();
  await expect(other.servers.broker.connect('payments')).rejects.toThrow('ECONNREFUSED');
});
