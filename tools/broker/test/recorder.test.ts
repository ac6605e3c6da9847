import { connect, type Message, type Stan } from 'node-nats-streaming';
import { type Broker, type Recorded, startBroker, VirtualClock } from '../src';

const clock = new VirtualClock(0);
let happened: Recorded[];
let broker: Broker;

beforeEach(async () => {
  happened = [];
  broker = await startBroker({ clock, recorder: (happening) => happened.push(happening) });
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
