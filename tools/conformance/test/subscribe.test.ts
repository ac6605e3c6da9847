import type { StreamingClient } from '@workbook/protocol/client';
import { story, useTarget } from '../src';

const target = useTarget();

async function withMessages(count: number): Promise<StreamingClient> {
  const client = await target().client('me');
  for (let sent = 0; sent < count; sent++) await client.publish('foo');
  return client;
}

test.each([
  ['new only', { startPosition: 0 }, '6'],
  ['last received', { startPosition: 1 }, '5 6'],
  ['an hour ago', { startPosition: 2, startTimeDelta: 3600e9 }, '1 2 3 4 5 6'],
  ['now', { startPosition: 2, startTimeDelta: 0 }, '6'],
  ['sequence 3', { startPosition: 3, startSequence: 3 }, '3 4 5 6'],
  ['first', { startPosition: 4 }, '1 2 3 4 5 6'],
])('C26 start at %s', async (_name, request, expected) => {
  const client = await withMessages(5);
  await target().pass(20);
  const subscription = await client.subscribe('foo', request);
  await client.publish('foo');
  await target().settled();
  expect(story(subscription)).toBe(expected);
});

test('C27 a start at sequence 100 of 5 is new only', async () => {
  const client = await withMessages(5);
  const subscription = await client.subscribe('foo', { startPosition: 3, startSequence: 100 });
  await client.publish('foo');
  await target().settled();
  expect(story(subscription)).toBe('6');
});

test.each([0, 1, 2, 3, 4])('C28 on an empty channel position %d begins at 1', async (position) => {
  const client = await withMessages(0);
  const subscription = await client.subscribe('foo', { startPosition: position });
  await client.publish('foo');
  await target().settled();
  expect(story(subscription)).toBe('1');
});

test('C29 the window counts what is not acked, whatever its sequence', async () => {
  const client = await withMessages(10);
  const subscription = await client.subscribe('foo', { maxInFlight: 3, startPosition: 4 });
  await target().settled();
  expect(story(subscription)).toBe('1 2 3');
  client.ack(subscription, 2);
  await target().settled();
  expect(story(subscription)).toBe('1 2 3 4');
  client.ack(subscription, 1, 3);
  await target().settled();
  expect(story(subscription)).toBe('1 2 3 4 5 6');
});

test('C30 without ack a message comes again at every ackWait, counted', async () => {
  const client = await withMessages(1);
  const subscription = await client.subscribe('foo', { ackWaitInSecs: 1, startPosition: 4 });
  await target().pass(3500);
  expect(story(subscription)).toBe('1 1r1 1r2 1r3');
  expect(subscription.received.map((message) => message.redelivered)).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test('C31 each message has its own time', async () => {
  const client = await withMessages(1);
  const subscription = await client.subscribe('foo', { ackWaitInSecs: 1, startPosition: 4 });
  await target().settled();
  client.ack(subscription, 1);
  await target().pass(500);
  await client.publish('foo');
  await target().pass(800);
  expect(story(subscription)).toBe('1 2');
  await target().pass(400);
  expect(story(subscription)).toBe('1 2 2r1');
});

test('C32 redelivery goes on while the window is full, and nothing new comes', async () => {
  const client = await withMessages(3);
  const subscription = await client.subscribe('foo', {
    maxInFlight: 2,
    ackWaitInSecs: 1,
    startPosition: 4,
  });
  await target().pass(2500);
  expect(story(subscription)).toBe('1 2 1r1 2r1 1r2 2r2');
  client.ack(subscription, 1);
  await target().settled();
  expect(story(subscription)).toBe('1 2 1r1 2r1 1r2 2r2 3');
});

test('C33 an ack of what was never sent changes nothing', async () => {
  const client = await withMessages(2);
  const subscription = await client.subscribe('foo', { maxInFlight: 1, startPosition: 4 });
  client.ack(subscription, 7);
  await target().settled();
  expect(story(subscription)).toBe('1');
});

test('an ack for another channel is not taken', async () => {
  const client = await withMessages(2);
  const subscription = await client.subscribe('foo', { maxInFlight: 1, startPosition: 4 });
  client.ack({ ...subscription, channel: 'bar' }, 1);
  await target().settled();
  expect(story(subscription)).toBe('1');
});

test.each([
  [{ ackWaitInSecs: 0 }, 'stan: invalid ack wait time, should be >= 1s'],
  [{ ackWaitInSecs: -1 }, 'stan: invalid ack wait time, should be >= 1s'],
  [{ maxInFlight: 0 }, 'stan: invalid MaxInflight, should be >= 1'],
  [{ startPosition: 5 }, 'stan: invalid start position'],
  [{ startPosition: -1 }, 'stan: invalid start position'],
  [{ subject: 'foo.*' }, 'stan: invalid subject'],
  [{ subject: 'foo.>' }, 'stan: invalid subject'],
  [{ subject: 'a/b' }, 'stan: invalid subject'],
  [{ subject: '' }, 'stan: invalid subject'],
  [{ clientID: '' }, 'stan: clientID missing'],
  [{ clientID: 'nobody' }, 'stan: unknown clientID'],
  [
    { queueGroup: 'g', durableName: 'a:b' },
    "stan: durable name of a durable queue subscriber can't contain the character ':'",
  ],
])('a subscription with %j is refused', async (request, error) => {
  const client = await target().client('me');
  expect((await client.subscribe('foo', request)).error).toBe(error);
});

test('C19 while heartbeats fail, new messages are sent and none again', async () => {
  const server = target();
  const client = await server.client('me');
  const subscription = await client.subscribe('foo', { ackWaitInSecs: 1 });
  client.answersHeartbeats = false;
  const publisher = await server.client('publisher');
  await server.pass(10_200);
  await publisher.publish('foo');
  await server.pass(2500);
  expect(story(subscription)).toBe('1');
  client.answersHeartbeats = true;
  await client.ping();
  await server.pass(2000);
  expect(story(subscription)).toMatch(/^1 1r1/);
});

test('C50 only its owner ends a subscription', async () => {
  const client = await target().client('me');
  const other = await target().client('other');
  const subscription = await client.subscribe('foo');
  expect(await other.end('unsub', subscription)).toBe('stan: unknown clientID');
  expect(await client.end('unsub', subscription)).toBe('');
  expect(await client.end('unsub', subscription)).toBe('stan: invalid subscription');
});

test('a subscription is found by its inbox as well; an unknown channel is told', async () => {
  const client = await target().client('me');
  const subscription = await client.subscribe('foo');
  expect(await client.end('subclose', subscription, { subject: 'bar' })).toBe(
    'stan: unknown channel',
  );
  expect(await client.end('subclose', subscription, { inbox: subscription.inbox })).toBe('');
});

test('C74 after the answer to unsubscribe nothing comes any more', async () => {
  const client = await target().client('me');
  const subscription = await client.subscribe('foo', { ackWaitInSecs: 1 });
  await client.publish('foo');
  expect(await client.end('unsub', subscription)).toBe('');
  await client.publish('foo');
  await target().pass(1200);
  expect(story(subscription)).toBe('1');
});

test('C67 a backlog and what is published meanwhile come in order, without a gap', async () => {
  const client = await target().client('me');
  for (let count = 0; count < 3000; count++) client.send('foo');
  const reader = await target().client('reader');
  const subscription = await reader.subscribe('foo', { maxInFlight: 50, startPosition: 4 });
  for (let count = 0; count < 3000; count++) client.send('foo');
  for (let acked = 0; acked < 6000;) {
    await reader.raw.flush();
    const news = subscription.received.slice(acked).map((message) => message.sequence);
    reader.ack(subscription, ...news);
    acked += news.length;
  }
  expect(subscription.received.map((message) => message.sequence)).toEqual(
    Array.from({ length: 6000 }, (_, index) => index + 1),
  );
});
