import type { Message } from 'node-nats-streaming';
import { type Service, World } from '../src';
import { useWorld } from './use-world';

const { broker, pass } = useWorld({ broker: {} });
const CHANNEL = 'order:updated';

/** Copies that have 1 s for an ack; `acks` says which of them give one. */
async function payments(acks: (client: string) => boolean): Promise<Service> {
  return broker().start('payments', 2, ({ name, stan, onMessage }) => {
    const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000);
    stan.subscribe(CHANNEL, 'payments', options).on('message', (msg: Message) => {
      onMessage({}, msg);
      if (acks(name)) msg.ack();
    });
  });
}

test('what was asked for, what came and who acknowledged it', async () => {
  await payments((client) => client === 'payments-2');
  const [first] = await broker().publish(CHANNEL, { orderId: '7' });
  await broker().settled();
  await pass('1500ms');
  const { facts } = broker();
  expect(facts.subscriptions('payments-1')).toEqual([
    {
      kind: 'subscribed',
      client: 'payments-1',
      channel: CHANNEL,
      group: 'payments',
      durableName: '',
      ackWait: 1000,
      maxInFlight: 16384,
      start: 'new events',
      refused: '',
    },
  ]);
  expect(facts.published()).toEqual([
    {
      kind: 'published',
      client: 'publisher',
      channel: CHANNEL,
      data: '{"orderId":"7"}',
      refused: '',
    },
  ]);
  expect(facts.storyOf(first!)).toEqual([
    'order:updated #1 came twice: to payments-1, again to payments-2',
    'payments-2 acknowledged it',
  ]);
});

test('what nobody acknowledges', async () => {
  await payments(() => false);
  const [first] = await broker().publish(CHANNEL, {});
  await broker().settled();
  expect(broker().facts.storyOf(first!)[1]).toBe(
    'nobody has acknowledged it; the ackWait that was asked for is 1 s',
  );
});

test('what comes to nobody, and why', async () => {
  const [first] = await broker().publish(CHANNEL, {});
  expect(broker().facts.storyOf(first!)).toEqual([
    'order:updated #1 came to nobody',
    'nobody has subscribed to anything',
  ]);
  await broker().start('audit', 1, ({ stan }) => void stan.subscribe('order-updated'));
  await broker().start('late', 1, ({ stan }) => void stan.subscribe(CHANNEL, 'late'));
  await broker().start('wrong', 1, ({ stan }) => {
    const options = stan.subscriptionOptions().setDurableName('a:b');
    stan.subscribe(CHANNEL, 'group', options).on('error', () => undefined);
  });
  expect(broker().facts.storyOf(first!).slice(1)).toEqual([
    'audit-1 subscribed to "order-updated" outside every group, from new events on',
    'late-1 subscribed to "order:updated" in the group "late", from new events on',
    expect.stringContaining('and the broker refused: stan: '),
  ]);
});

test('a refused publish, a close, and an unsubscribe', async () => {
  await expect(broker().publish('order:*', {})).rejects.toThrow();
  expect(broker().facts.published()[0]?.refused).toBe('stan: invalid publish request');
  const stan = await broker().connect('payments');
  const subscription = stan.subscribe(CHANNEL);
  await broker().settled();
  subscription.unsubscribe();
  await broker().settled();
  expect(broker().facts.hasClosed('payments')).toBe(false);
  await new Promise((closed) => stan.on('close', closed).close());
  expect(broker().facts.all.map(({ kind }) => kind)).toContain('unsubscribed');
  expect(broker().facts.hasClosed('payments')).toBe(true);
});

test('a broker that has stopped lets nobody in', async () => {
  const world = await World.open({ broker: {} });
  const other = world.servers.broker;
  const before = await other.newURL();
  await world.stop();
  for (const url of [before, await other.newURL()]) {
    await expect(fetch(url.replace('nats:', 'http:'))).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
  }
});
