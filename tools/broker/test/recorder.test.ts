import { VirtualClock } from '@workbook/clock';
import { type BrokerEvent, type Happened, isRefusal } from '@workbook/history';
import { connect, type Message, type Stan, type Subscription } from 'node-nats-streaming';
import { type Broker, startBroker } from '../src';

const clock = new VirtualClock(0);
let happened: Happened<BrokerEvent>[];
let broker: Broker;

beforeEach(async () => {
  happened = [];
  broker = await startBroker({ clock, recorder: (event) => happened.push(event) });
});
afterEach(() => broker.stop());

/** What happened since the last call: kind, client, sequence. */
function story(): string[] {
  const told = happened.map((each) =>
    [each.kind, each.client, 'sequence' in each ? `#${each.sequence}` : ''].join(' ').trim(),
  );
  happened = [];
  return told;
}

async function client(clientID: string): Promise<Stan> {
  const stan = connect('test-cluster', clientID, { url: broker.url });
  await new Promise((connected) => stan.once('connect', connected));
  return stan;
}

async function closed(stan: Stan): Promise<void> {
  await new Promise((done) => {
    stan.once('close', done);
    stan.close();
  });
}

test('the life of a message: published, delivered, expired, sent again, acknowledged', async () => {
  const stan = await client('me');
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(1000);
  const messages: Message[] = [];
  stan.subscribe('foo', options).on('message', (message: Message) => messages.push(message));
  await broker.settled();
  expect(story()).toEqual(['connected me', 'subscribed me']);

  stan.publish('foo', 'x');
  await broker.settled();
  expect(story()).toEqual(['published me #1', 'delivered me #1']);

  await clock.pass(1000, () => broker.settled());
  expect(happened.at(-1)).toEqual({
    kind: 'redelivered',
    client: 'me',
    channel: 'foo',
    sequence: 1,
    subscription: 1,
    count: 1,
    at: clock.now(),
  });
  expect(story()).toEqual(['expired me #1', 'redelivered me #1']);

  messages[0]!.ack();
  await broker.settled();
  expect(story()).toEqual(['acknowledged me #1']);

  await closed(stan);
  expect(story()).toEqual(['removed me', 'closed me']);
});

test('heartbeats are told, and why a client was closed', async () => {
  const stan = await client('me');
  story();
  await clock.pass(30_000, () => broker.settled());
  expect(story()).toEqual(['heartbeat sent me', 'heartbeat answered me']);
  await closed(stan);
  expect(happened).toEqual([{ kind: 'closed', client: 'me', why: 'asked', at: clock.now() }]);
});

test('a durable is suspended and resumed', async () => {
  for (const kind of ['subscribed', 'resumed']) {
    const stan = await client('me');
    stan.subscribe('foo', 'g', stan.subscriptionOptions().setDurableName('d'));
    await broker.settled();
    expect(happened.at(-1)).toMatchObject({ kind, group: 'd:g', durableName: 'd' });
    story();
    await closed(stan);
    expect(story()).toEqual(['suspended me', 'closed me']);
  }
});

/** Resolves with what the broker says against it. */
function refused(stan: Stan): Promise<string> {
  return new Promise((resolve) => stan.once('error', (error) => resolve(String(error))));
}

/** What was told of refusals since the last call. */
function refusals(): Happened<BrokerEvent>[] {
  const told = happened.filter(isRefusal);
  happened = [];
  return told;
}

test('what is refused is told, and why', async () => {
  const stan = await client('me');
  const second = connect('test-cluster', 'me', { url: broker.url });
  const at = clock.now();
  expect(await refused(second)).toBe('stan: clientID already registered');
  expect(refusals()).toEqual([
    { kind: 'connection refused', client: 'me', why: 'stan: clientID already registered', at },
  ]);

  const error = await new Promise((told) => stan.publish('foo.*', 'x', told));
  const why = 'stan: invalid publish request';
  expect(error).toBe(why);
  expect(refusals()).toEqual([
    { kind: 'publish refused', client: 'me', channel: 'foo.*', why, at },
  ]);

  const failed = new Promise((told) => stan.subscribe('a..b').once('error', told));
  expect(String(await failed)).toContain('stan: invalid subject');
  expect(refusals()).toEqual([
    {
      kind: 'subscription refused',
      client: 'me',
      channel: 'a..b',
      why: 'stan: invalid subject',
      at,
    },
  ]);
  await closed(stan);
});

test('the end of a subscription tells what brought it', async () => {
  const stan = await client('me');
  const options = stan.subscriptionOptions().setDurableName('d');
  const ends = {
    close: (kept: Subscription): void => kept.close(),
    unsubscribe: (kept: Subscription): void => kept.unsubscribe(),
  };
  for (const [how, end] of Object.entries(ends)) {
    const subscription = stan.subscribe('foo', options);
    await new Promise((ready) => subscription.once('ready', ready));
    end(subscription);
    await broker.settled();
    const kind = how === 'close' ? 'suspended' : 'removed';
    expect(happened.at(-1)).toMatchObject({ kind, how, durableName: 'd' });
  }
  stan.subscribe('foo', options);
  await broker.settled();
  await closed(stan);
  expect(happened.at(-2)).toMatchObject({ kind: 'suspended', how: 'client gone' });
});
