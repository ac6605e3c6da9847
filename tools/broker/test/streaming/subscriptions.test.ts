import { MsgProto, SubscriptionRequest, SubscriptionResponse } from '@workbook/protocol';
import { type Client, InProcess, type Listener } from './in-process';

const GROUP = { queueGroup: 'g' };

let broker: InProcess;
let client: Client;
beforeEach(() => {
  broker = new InProcess();
  client = broker.client('me');
});

function stories(...listeners: Listener[]): string[] {
  return listeners.map((listener) => listener.story());
}

test('the answer to a subscribe comes before its first message, new or sent again (section 3.12)', () => {
  const came: (number | 'answer')[] = [];
  const { router } = broker;
  router.subscribe('in', undefined, ({ payload }) => {
    came.push(MsgProto.decode(payload).sequence);
  });
  router.subscribe('answers', undefined, ({ payload }) => {
    expect(SubscriptionResponse.decode(payload).error).toBe('');
    came.push('answer');
  });
  const durable = { durableName: 'd', startPosition: 4 };
  const bytes = SubscriptionRequest.encode({
    ...{ ...durable, clientID: 'me', subject: 'foo', inbox: 'in' },
    ...{ maxInFlight: 10, ackWaitInSecs: 1 },
  });
  client.publish('foo');
  expect(client.subscribe('foo', durable).end('subclose')).toBe('');
  client.publish('foo');
  router.publish('_STAN.sub.c', 'answers', bytes);
  expect(came).toEqual(['answer', 1, 2]);
});

test('acks to the inbox of a durable that went offline are lost (section 8, T7)', () => {
  const before = client.subscribe('foo', { durableName: 'd' });
  client.publish('foo');
  expect(before.end('subclose')).toBe('');
  before.ack(1);
  const after = client.subscribe('foo', { durableName: 'd' });
  expect(after.ackInbox).not.toBe(before.ackInbox);
  expect(stories(before, after)).toEqual(['1', '1r1']);
});

test('C35 as long as one member has room, a message is sent at once', () => {
  const small = client.subscribe('foo', { ...GROUP, maxInFlight: 1 });
  const large = client.subscribe('foo', { ...GROUP, maxInFlight: 3 });
  const sent = [1, 2, 3, 4, 5].map(() => {
    client.publish('foo');
    return small.received.length + large.received.length;
  });
  expect(sent).toEqual([1, 2, 3, 4, 4]);
  small.ack(1);
  expect(stories(small, large)).toEqual(['1 5', '2 3 4']);
});

test('C43 what a member whose client fails has not acked goes to one whose client answers', async () => {
  const silent = broker.client('silent');
  const group = { ...GROUP, ackWaitInSecs: 50 };
  const one = silent.subscribe('foo', group);
  client.publish('foo');
  const other = client.subscribe('foo', group);
  silent.answersHeartbeats = false;
  await broker.pass(50_000);
  expect(stories(one, other)).toEqual(['1', '1r1']);
  client.publish('foo');
  expect(stories(one, other)).toEqual(['', '2']);
});

test('a message that was sent again to another member is acked once for all', async () => {
  const [one, other] = [client.subscribe('foo', GROUP), client.subscribe('foo', GROUP)];
  for (let sent = 0; sent < 3; sent++) client.publish('foo');
  expect(stories(one, other)).toEqual(['1 3', '2']);
  other.ack(2);
  await broker.pass(1000);
  const again = [one, other].flatMap(({ received }) => received.splice(0));
  expect(again.map(({ sequence }) => sequence).sort()).toEqual([1, 3]);
  other.ack(1, 3);
  await broker.pass(5000);
  expect(stories(one, other)).toEqual(['', '']);
});
