import { ConnectRequest, PubMsg, SubscriptionRequest } from '@workbook/protocol';
import { type Client, InProcess } from './in-process';
import { Random } from '@workbook/random';

const REQUESTS = ['discover', 'discover.c.pings', 'pub.c.foo', 'sub', 'unsub', 'subclose', 'close'];
const SUBJECTS = REQUESTS.map((each) =>
  each.includes('.c.') ? `_STAN.${each}` : `_STAN.${each}.c`,
);

let broker: InProcess;
let client: Client;
beforeEach(() => {
  broker = new InProcess();
  client = broker.client('me');
});

/** What is stored, sent and acknowledged once, as always. */
function expectToWork(): void {
  const listener = client.subscribe('works', { startPosition: 4 });
  expect(client.publish('works')).toBe('');
  expect(listener.story()).toBe('1');
  listener.ack(1);
  expect(listener.end('subclose')).toBe('');
}

test.each([
  ['_STAN.discover.c', 'stan: invalid connection request'],
  ['_STAN.pub.c.foo', 'stan: invalid publish request'],
  ['_STAN.sub.c', 'stan: invalid subscription request'],
  ['_STAN.unsub.c', 'stan: invalid unsubscribe request'],
  ['_STAN.subclose.c', 'stan: invalid unsubscribe request'],
  ['_STAN.close.c', 'stan: invalid close request'],
])('bytes that are no request are refused on %s', (subject, error) => {
  const answers = broker.request(subject, Buffer.from([0x0a, 0xff, 0x01]));
  expect(answers.map((answer) => answer.toString('latin1').slice(-error.length))).toEqual([error]);
  expectToWork();
});

test('when the server stops, an ack is taken, and neither a request nor a message is', async () => {
  const listener = client.subscribe('foo');
  expect(client.publish('foo')).toBe('');
  broker.requests.stop();
  listener.ack(1);
  const subscribe = {
    clientID: 'me',
    subject: 'foo',
    inbox: 'i',
    maxInFlight: 1,
    ackWaitInSecs: 1,
  };
  const publish = { clientID: 'me', connID: client.connID, guid: 'last', subject: 'foo' };
  expect([
    broker.request('_STAN.sub.c', SubscriptionRequest.encode(subscribe)),
    broker.request('_STAN.pub.c.any', PubMsg.encode(publish)),
  ]).toEqual([[], []]);
  await broker.pass(2000);
  expect(listener.story()).toBe('1');
});

test('a ping that cannot be read is not answered', () => {
  expect(broker.request('_STAN.discover.c.pings', Buffer.from([0x0a, 0xff, 0x01]))).toEqual([]);
  expect(broker.request('_STAN.discover.c.pings', Buffer.alloc(0))).toEqual([]);
});

test('acks that cannot be read, or are for another channel, are dropped', async () => {
  const listener = client.subscribe('foo');
  client.publish('foo');
  broker.router.publish(listener.ackInbox, undefined, Buffer.from([0x0a, 0xff]));
  broker.router.publish(listener.ackInbox, undefined, Buffer.alloc(0));
  broker.router.publish(listener.ackInbox, undefined, Buffer.from('\x0a\x03bar\x10\x01'));
  await broker.pass(1000);
  expect(listener.story()).toBe('1 1r1');
});

test('requests of random bytes, or with a bit turned, never stop the broker', () => {
  const random = new Random(7);
  const whole = [
    ConnectRequest.encode({ clientID: 'x', heartbeatInbox: 'hb', connID: Buffer.from('c') }),
    PubMsg.encode({ clientID: 'me', guid: 'g', subject: 'foo', data: Buffer.from('data') }),
    SubscriptionRequest.encode({
      clientID: 'me',
      subject: 'foo',
      inbox: 'in',
      maxInFlight: 3,
      ackWaitInSecs: 30,
      startTimeDelta: 1e15,
    }),
  ];
  for (let count = 0; count < 1000; count++) {
    const bytes = Buffer.from(whole[random.below(whole.length)]!);
    const turned = random.below(bytes.length);
    bytes[turned] = bytes[turned]! ^ (1 << random.below(8));
    const noise = Buffer.from(Array.from({ length: random.below(40) }, () => random.below(256)));
    for (const subject of SUBJECTS) {
      broker.request(subject, bytes);
      broker.request(subject, noise);
    }
  }
  client = broker.client('another');
  expectToWork();
});

test('a request without a reply subject is carried out all the same', () => {
  const request = { clientID: 'me', connID: client.connID, guid: 'g', subject: 'foo' };
  broker.router.publish('_STAN.pub.c.foo', undefined, PubMsg.encode(request));
  expect(client.subscribe('foo', { startPosition: 4 }).story()).toBe('1');
});
