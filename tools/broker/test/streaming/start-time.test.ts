import { VirtualClock } from '@workbook/clock';
import { connect, type Message, type Stan } from 'node-nats-streaming';
import { type Broker, startBroker } from '../../src';

const clock = new VirtualClock();
let broker: Broker;
let stan: Stan;

beforeEach(async () => {
  // The client counts from Date.now() how far back a start lies.
  jest.spyOn(Date, 'now').mockImplementation(() => clock.date());
  broker = await startBroker({ clock });
  stan = connect('test-cluster', 'me', { url: broker.url });
  await new Promise((connected) => stan.once('connect', connected));
});
afterEach(async () => {
  const closed = new Promise((resolve) => stan.once('close', resolve));
  stan.close();
  await closed;
  await broker.stop();
  jest.restoreAllMocks();
});

async function publish(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    await new Promise((stored) => stan.publish('foo', 'x', stored));
  }
}

/** What comes to who listens from `start` on. */
async function since(start: Date): Promise<Message[]> {
  const messages: Message[] = [];
  stan
    .subscribe('foo', stan.subscriptionOptions().setStartTime(start))
    .on('message', (message: Message) => messages.push(message));
  await broker.settled();
  return messages;
}

test('each message has a time of its own, in the order of the channel', async () => {
  await publish(5);
  const times = (await since(new Date(0))).map((message) => BigInt(message.getTimestampRaw()));
  const later = times.slice(1).map((time, index) => time - times[index]!);
  expect(later.every((nanoseconds) => nanoseconds > 0n && nanoseconds < 5000n)).toBe(true);
});

test.each([0, 30_000])('a date is between two messages, %i ms apart', async (ms) => {
  const sequences = async (date: Date): Promise<number[]> =>
    (await since(date)).map((message) => message.getSequence());
  await publish(2);
  await clock.pass(ms, () => broker.settled());
  const date = new Date(Date.now());
  await publish(2);
  expect(await sequences(date)).toEqual([3, 4]);
  await clock.pass(ms, () => broker.settled());
  expect(await sequences(date)).toEqual([3, 4]);
  const now = new Date(Date.now());
  expect(await sequences(now)).toEqual([]);
});
