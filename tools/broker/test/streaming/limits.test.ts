import { InProcess } from './in-process';

const FIRST = { startPosition: 4 };

test('C53 the third channel is refused where two are allowed, to publish and to subscribe', () => {
  const client = new InProcess({ maxChannels: 2 }).client('me');
  expect(client.publish('a')).toBe('');
  expect(client.subscribe('b').error).toBe('');
  expect(client.publish('c')).toBe('too many channels');
  expect(client.subscribe('c').error).toBe('too many channels');
  expect(client.publish('b')).toBe('');
});

test('C54 a durable that is offline counts towards the subscriptions of a channel', () => {
  const client = new InProcess({ maxSubscriptions: 2 }).client('me');
  const durable = { durableName: 'd' };
  expect(client.subscribe('foo', durable).end('subclose')).toBe('');
  expect(client.subscribe('foo').error).toBe('');
  expect(client.subscribe('foo').error).toBe('too many subscriptions per channel');
  expect(client.subscribe('foo', durable).error).toBe('');
});

test('C54 a durable group that nobody is in counts as well', () => {
  const client = new InProcess({ maxSubscriptions: 1 }).client('me');
  const group = { durableName: 'd', queueGroup: 'g' };
  client.subscribe('foo', group).end('subclose');
  expect(client.subscribe('foo').error).toBe('too many subscriptions per channel');
  expect(client.subscribe('foo', group).error).toBe('');
});

test('C55 the oldest messages make room, and are not sent again', async () => {
  const broker = new InProcess({ maxMessages: 3 });
  const client = broker.client('me');
  const early = client.subscribe('foo');
  for (let sent = 0; sent < 6; sent++) client.publish('foo');
  expect(early.story()).toBe('1 2 3 4 5 6');
  const late = client.subscribe('foo', FIRST);
  expect(late.story()).toBe('4 5 6');
  await broker.pass(1000);
  expect(early.story()).toBe('4r1 5r1 6r1');
});

test('C56 the newest message is kept however large it is, until the next', () => {
  const client = new InProcess({ maxBytes: 100 }).client('me');
  client.publish('foo');
  client.publish('foo', Buffer.alloc(500));
  expect(client.subscribe('foo', FIRST).story()).toBe('2');
  client.publish('foo');
  expect(client.subscribe('foo', FIRST).story()).toBe('3');
});

test('C71 a channel is known by its letters, whatever their case', () => {
  const client = new InProcess().client('me');
  expect(client.publish('Foo')).toBe('');
  expect(client.publish('foo')).toBe(
    'rejecting channel "foo" because channel "Foo" alreay exists (different cases not allowed)',
  );
  expect(client.publish('Foo')).toBe('');
});

test('0 is unlimited', () => {
  const none = { maxChannels: 0, maxSubscriptions: 0, maxMessages: 0, maxBytes: 0 };
  const client = new InProcess(none).client('me');
  expect(client.publish('foo', Buffer.alloc(1000))).toBe('');
  expect(client.publish('foo')).toBe('');
  expect(client.subscribe('foo', FIRST).story()).toBe('1 2');
});
