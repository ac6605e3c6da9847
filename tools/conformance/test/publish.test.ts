import { story, useTarget } from '../src';

const target = useTarget();
const INVALID = 'stan: invalid publish request';

test('C21 a connection ID alone names the client; a wrong one is refused', async () => {
  const client = await target().client('me');
  expect((await client.publish('foo', '', { clientID: '' })).error).toBe('');
  expect((await client.publish('foo', '', { clientID: 'other' })).error).toBe('');
  expect((await client.publish('foo', '', { connID: Buffer.from('wrong') })).error).toBe(INVALID);
});

test('a client that is not registered is refused', async () => {
  const client = await target().stranger('me');
  expect((await client.publish('foo')).error).toBe(INVALID);
});

test.each(['foo.', '.foo', 'a..b', 'foo.*', 'foo.>', 'a/b', ''])(
  'C22 the channel "%s" is refused',
  async (channel) => {
    const client = await target().client('me');
    expect((await client.publish(channel)).error).toBe(INVALID);
  },
);

test('C22 a channel with a blank is accepted', async () => {
  const client = await target().client('me');
  expect((await client.publish('foo bar')).error).toBe('');
});

test('C23 the same guid twice is stored twice', async () => {
  const client = await target().client('me');
  await client.publish('foo', 'a', { guid: 'same' });
  await client.publish('foo', 'b', { guid: 'same' });
  const all = await client.subscribe('foo', { startPosition: 4 });
  await target().settled();
  expect(story(all)).toBe('1 2');
});

test('a publish without guid is refused', async () => {
  const client = await target().client('me');
  expect((await client.publish('foo', '', { guid: '' })).error).toBe(INVALID);
});

test('C24 who publishes and subscribes sees the message before the ack', async () => {
  const client = await target().client('me');
  const subscription = await client.subscribe('foo');
  client.send('foo');
  await client.acked(1);
  expect(story(subscription)).toBe('1');
});

test('C25 acks come in the order of publishing', async () => {
  const client = await target().client('me');
  const guids = Array.from({ length: 200 }, (_, index) => `g${index}`);
  for (const guid of guids) client.send('foo', '', { guid });
  await client.acked(200);
  expect(client.pubAcks.map((ack) => ack.guid)).toEqual(guids);
});

test('data, reply subject, channel and a timestamp in nanoseconds reach the subscriber', async () => {
  const client = await target().client('me');
  const subscription = await client.subscribe('foo');
  const before = Date.now();
  await client.publish('foo', Buffer.from([0, 13, 10, 255]), { reply: 'answer.here' });
  await target().settled();
  const [message] = subscription.received;
  expect(message).toMatchObject({ sequence: 1, subject: 'foo', reply: 'answer.here' });
  expect(message?.data).toEqual(Buffer.from([0, 13, 10, 255]));
  expect(message?.redelivered).toBe(false);
  expect(Math.abs(message!.timestamp / 1e6 - before)).toBeLessThan(60_000);
});

test('C52 what was published before a close is stored and acked', async () => {
  const client = await target().client('me');
  for (let count = 0; count < 500; count++) client.send('foo');
  expect(await client.close()).toBe('');
  await client.acked(500);
  expect(client.pubAcks.filter((ack) => ack.error !== '')).toEqual([]);
  const other = await target().client('other');
  const all = await other.subscribe('foo', { startPosition: 4 });
  await target().settled();
  expect(all.received).toHaveLength(500);
});

test('C71 a channel that differs from another by case alone is refused', async () => {
  const client = await target().client('me');
  const error =
    'rejecting channel "Foo" because channel "foo" alreay exists (different cases not allowed)';
  expect((await client.publish('foo')).error).toBe('');
  expect((await client.publish('Foo')).error).toBe(error);
  expect((await client.subscribe('Foo')).error).toBe(error);
});
