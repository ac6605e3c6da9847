import { VirtualClock } from '@workbook/clock';
import { connect, type Message, type Stan, type SubscriptionOptions } from 'node-nats-streaming';
import { type Broker, startBroker } from '../../src';

let clock: VirtualClock;
let broker: Broker;
const clients: Stan[] = [];

beforeEach(async () => {
  clock = new VirtualClock();
  broker = await startBroker({ clock });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map(close));
  await broker.stop();
});

async function client(clientID: string): Promise<Stan> {
  const stan = connect('test-cluster', clientID, { url: broker.url });
  await new Promise((connected, refused) => {
    stan.once('connect', connected);
    stan.once('error', refused);
  });
  clients.push(stan);
  return stan;
}

async function close(stan: Stan): Promise<void> {
  await new Promise((closed) => {
    stan.once('close', closed);
    stan.close();
  });
}

async function pass(ms: number): Promise<void> {
  await clock.pass(ms, () => broker.settled());
}

/** Options for acks by hand and an ackWait of a second. */
function byHand(stan: Stan): SubscriptionOptions {
  return stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000);
}

/** What comes, in order. */
function listen(
  stan: Stan,
  options: SubscriptionOptions,
  group?: string,
): { messages: Message[]; story: () => string } {
  const messages: Message[] = [];
  const subscription =
    group === undefined ? stan.subscribe('foo', options) : stan.subscribe('foo', group, options);
  subscription.on('message', (message: Message) => messages.push(message));
  const story = (): string =>
    messages
      .map((message) => `${message.getSequence()}${message.isRedelivered() ? 'r' : ''}`)
      .join(' ');
  return { messages, story };
}

test('C24 who publishes and subscribes sees the message, then the ack of the publish', async () => {
  const stan = await client('me');
  const seen: string[] = [];
  stan
    .subscribe('foo')
    .on('message', (message: Message) => seen.push(`got ${String(message.getData())}`));
  stan.publish('foo', 'déjà vu', (error: unknown) => seen.push(`acked ${String(error)}`));
  await broker.settled();
  expect(seen).toEqual(['got déjà vu', 'acked undefined']);
});

test('C30 without ack a message comes again at every ackWait; with it, no more', async () => {
  const stan = await client('me');
  const { messages, story } = listen(stan, byHand(stan));
  stan.publish('foo', 'x');
  await pass(2500);
  expect(story()).toBe('1 1r 1r');
  messages[0]!.ack();
  await pass(5000);
  expect(story()).toBe('1 1r 1r');
});

test('C34 C37 three members take turns; when one goes, the others get what it had not acked', async () => {
  const stans = await Promise.all(['a', 'b', 'c'].map(client));
  const members = [];
  for (const stan of stans) {
    members.push(listen(stan, byHand(stan).setAckWait(30_000), 'g'));
    await broker.settled();
  }
  for (let sent = 0; sent < 9; sent++) stans[0]!.publish('foo', 'x');
  await broker.settled();
  expect(members.map(({ story }) => story())).toEqual(['1 4 7', '2 5 8', '3 6 9']);
  await close(clients.splice(clients.indexOf(stans[0]!), 1)[0]!);
  await pass(200);
  const after = members.slice(1).flatMap(({ messages }) => messages);
  expect(after.map((message) => message.getSequence()).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('C45 a durable goes on where it was, with what it had not acked', async () => {
  const first = await client('me');
  const before = listen(first, byHand(first).setDurableName('d').setDeliverAllAvailable());
  for (let sent = 0; sent < 5; sent++) first.publish('foo', 'x');
  await broker.settled();
  for (const index of [0, 2]) before.messages[index]!.ack();
  await broker.settled();
  await close(clients.pop()!);
  const publisher = await client('publisher');
  for (let sent = 0; sent < 2; sent++) publisher.publish('foo', 'x');
  const second = await client('me');
  const after = listen(second, byHand(second).setDurableName('d').setDeliverAllAvailable());
  await broker.settled();
  expect(after.story()).toBe('2r 4r 5r 6 7');
});

test('C13 a client ID that is in use is refused, with the text of the real server', async () => {
  await client('me');
  await expect(client('me')).rejects.toBe('stan: clientID already registered');
});

test('hours pass: heartbeats are answered, and nobody is lost', async () => {
  const stan = await client('me');
  const { story } = listen(stan, stan.subscriptionOptions());
  await pass(3_600_000);
  stan.publish('foo', 'x');
  await broker.settled();
  expect(story()).toBe('1');
});

test('C22 what the broker refuses reaches the callback of the publish', async () => {
  const stan = await client('me');
  const refused = new Promise((resolve) => stan.publish('a/b', 'x', resolve));
  expect(await refused).toBe('stan: invalid publish request');
});
