import type { Logger } from '../../src/log';
import { silentLog } from '../../src/log';
import { InProcess } from './in-process';

const FIRST = { startPosition: 4 };

/** A log that keeps what was said at INF and WRN. */
function recordingLog(lines: string[]): Logger {
  const log: Logger = {
    ...silentLog,
    info: (text) => lines.push(text),
    warn: (text) => lines.push(text),
    prefixed: () => log,
  };
  return log;
}

test('C57 messages that are too old are dropped, each at its own time, and sequences go on', async () => {
  const broker = new InProcess({ maxAge: 2000 });
  const client = broker.client('me');
  client.publish('foo');
  await broker.pass(500);
  client.publish('foo');
  await broker.pass(1499);
  expect(client.subscribe('foo', FIRST).story()).toBe('1 2');
  await broker.pass(1);
  expect(client.subscribe('foo', FIRST).story()).toBe('2');
  await broker.pass(500);
  expect(client.subscribe('foo', FIRST).story()).toBe('');
  client.publish('foo');
  expect(client.subscribe('foo', FIRST).story()).toBe('3');
  await broker.pass(2000);
  expect(client.subscribe('foo', FIRST).story()).toBe('');
});

test('a message that is gone makes room in the window when it would be sent again', async () => {
  const broker = new InProcess({ maxMessages: 1 });
  const client = broker.client('me');
  const listener = client.subscribe('foo', { maxInFlight: 2 });
  for (let sent = 0; sent < 3; sent++) client.publish('foo');
  expect(listener.story()).toBe('1 2');
  await broker.pass(1000);
  expect(listener.story()).toBe('3');
});

test('C58 a channel that nobody uses is deleted with its durables; the next message is its first', async () => {
  const lines: string[] = [];
  const broker = new InProcess({ maxInactivity: 2000 }, recordingLog(lines));
  const client = broker.client('me');
  const durable = { ...FIRST, durableName: 'd' };
  const listener = client.subscribe('foo', durable);
  client.publish('foo');
  await broker.pass(10_000);
  expect(listener.story()).toMatch(/^1 1r1/);
  listener.end('subclose');
  await broker.pass(1999);
  expect(lines).toEqual(['Channel "foo" has been created']);
  await broker.pass(1);
  expect(lines).toEqual(['Channel "foo" has been created', 'Channel "foo" has been deleted']);
  client.publish('foo');
  expect(client.subscribe('foo', durable).story()).toBe('1');
});

test('every publish keeps a channel; a member of a group does as well', async () => {
  const broker = new InProcess({ maxInactivity: 2000 });
  const client = broker.client('me');
  client.publish('foo');
  await broker.pass(1500);
  client.publish('foo');
  await broker.pass(1500);
  const member = client.subscribe('foo', { ...FIRST, queueGroup: 'g' });
  expect(member.story()).toBe('1 2');
  await broker.pass(5000);
  client.publish('foo');
  expect(client.subscribe('foo', FIRST).story()).toBe('1 2 3');
});

test('a deleted channel no longer counts', async () => {
  const broker = new InProcess({ maxInactivity: 2000, maxChannels: 1 });
  const client = broker.client('me');
  client.publish('foo');
  expect(client.publish('bar')).toBe('too many channels');
  await broker.pass(2000);
  expect(client.publish('FOO')).toBe('');
});

test('that old messages are dropped is said once for each channel', () => {
  const lines: string[] = [];
  const client = new InProcess({ maxMessages: 3 }, recordingLog(lines)).client('me');
  for (let sent = 0; sent < 6; sent++) client.publish('c1', '');
  const [created, reached, ...others] = lines;
  expect(created).toBe('Channel "c1" has been created');
  expect(reached).toMatch(
    /^Reached limits for store "c1" \(msgs=3\/3 bytes=\d+ B\/976\.56 MB\), dropping old messages to make room for new ones$/,
  );
  expect(others).toEqual([]);
});
