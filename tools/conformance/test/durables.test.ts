import type { StreamingClient, StreamingSubscription } from '@workbook/protocol/client';
import { story, useTarget } from '../src';

const target = useTarget();
const d = { durableName: 'd' };

/** A durable that got five messages and acked the first and the third. */
async function halfDone(client: StreamingClient): Promise<StreamingSubscription> {
  const subscription = await client.subscribe('foo', d);
  for (let sent = 0; sent < 5; sent++) await client.publish('foo');
  await target().settled();
  client.ack(subscription, 1, 3);
  return subscription;
}

test('C44 a durable that is active cannot be had twice', async () => {
  const client = await target().client('me');
  await client.subscribe('foo', d);
  expect((await client.subscribe('foo', d)).error).toBe('stan: duplicate durable registration');
});

test('a durable of the same name belongs to each client ID and channel alone', async () => {
  const client = await target().client('me');
  const other = await target().client('other');
  await client.subscribe('foo', d);
  expect((await other.subscribe('foo', d)).error).toBe('');
  expect((await client.subscribe('bar', d)).error).toBe('');
});

test('C45 a durable resumes with what was not acked, then what is new, wherever it asks to start', async () => {
  const client = await target().client('me');
  await client.end('subclose', await halfDone(client));
  await client.publish('foo');
  await client.publish('foo');
  const resumed = await client.subscribe('foo', { ...d, startPosition: 4 });
  await target().settled();
  expect(story(resumed)).toBe('2r1 4r1 5r1 6 7');
});

test('C46 all that is pending comes again, however small the window; nothing new before it is acked', async () => {
  const client = await target().client('me');
  const first = await client.subscribe('foo', d);
  for (let sent = 0; sent < 5; sent++) await client.publish('foo');
  await target().settled();
  await client.end('subclose', first);
  await client.publish('foo');
  const resumed = await client.subscribe('foo', { ...d, maxInFlight: 1 });
  await target().settled();
  expect(story(resumed)).toBe('1r1 2r1 3r1 4r1 5r1');
  client.ack(resumed, 1, 2, 3, 4);
  await target().settled();
  expect(story(resumed)).toBe('1r1 2r1 3r1 4r1 5r1');
  client.ack(resumed, 5);
  await target().settled();
  expect(story(resumed)).toBe('1r1 2r1 3r1 4r1 5r1 6');
});

test('C47 a shorter ackWait at the resume counts for what is new, not for what is pending', async () => {
  const client = await target().client('me');
  await client.end('subclose', await halfDone(client));
  await client.publish('foo');
  const resumed = await client.subscribe('foo', { ...d, ackWaitInSecs: 1 });
  await target().pass(1200);
  expect(story(resumed)).toBe('2r1 4r1 5r1 6 6r1');
});

test('C48 a durable that was unsubscribed begins anew', async () => {
  const client = await target().client('me');
  await client.end('unsub', await halfDone(client));
  const again = await client.subscribe('foo', { ...d, startPosition: 4 });
  await target().settled();
  expect(story(again)).toBe('1 2 3 4 5');
});

test('C49 a durable that is offline cannot be unsubscribed', async () => {
  const client = await target().client('me');
  const subscription = await halfDone(client);
  await client.end('subclose', subscription);
  expect(await client.end('unsub', subscription)).toBe('stan: invalid subscription');
});

test('C51 acks that were sent before a close are taken', async () => {
  const client = await target().client('me');
  const subscription = await client.subscribe('foo', d);
  for (let sent = 0; sent < 500; sent++) client.send('foo');
  await client.raw.until(() => subscription.received.length >= 500, '500 messages had not come');
  client.ack(subscription, ...subscription.received.map((message) => message.sequence));
  await client.end('subclose', subscription);
  const resumed = await client.subscribe('foo', d);
  await target().settled();
  expect(story(resumed)).toBe('');
});

test('closing the connection keeps the durable, whatever was published since', async () => {
  const client = await target().client('me');
  await halfDone(client);
  await client.close();
  const publisher = await target().client('publisher');
  await publisher.publish('foo');
  const next = await target().client('me');
  const resumed = await next.subscribe('foo', d);
  await target().settled();
  expect(story(resumed)).toBe('2r1 4r1 5r1 6');
});

test('C72 the count of redeliveries goes on after a resume', async () => {
  const client = await target().client('me');
  const first = await client.subscribe('foo', { ...d, ackWaitInSecs: 1 });
  await client.publish('foo');
  await target().pass(2200);
  expect(story(first)).toBe('1 1r1 1r2');
  await client.end('subclose', first);
  const resumed = await client.subscribe('foo', { ...d, ackWaitInSecs: 30 });
  await target().settled();
  expect(story(resumed)).toBe('1r3');
});
