import { ServerProcess } from '@workbook/broker/process';
import {
  ConnectRequest,
  PubMsg,
  SubscriptionRequest,
  UnsubscribeRequest,
} from '@workbook/protocol';
import { RawClient, StreamingClient } from '@workbook/protocol/client';
import { commandUnderTest } from '../src';

const CLUSTER = 'test-cluster';
/** A field of type bytes without its bytes. */
const CUT = Buffer.from('0a05', 'hex');

let program: ServerProcess;
let client: StreamingClient;

beforeEach(async () => {
  const flags = ['-a', '127.0.0.1', '-p', '-1', '-mc', '2', '-msu', '2', '-SDV'];
  program = new ServerProcess(commandUnderTest(), flags);
  await program.ready();
  client = await StreamingClient.open(await RawClient.open(program.url), CLUSTER, 'me');
  await client.subscribe('foo', { durableName: 'd' });
  program.stderr = '';
});

afterEach(async () => program.end('SIGKILL'));

/** What the streaming layer has logged since the test began that begins with one of `labels`. */
async function lines(...labels: string[]): Promise<string[]> {
  // Whatever is written to stderr before this answer has come through as well when this line has.
  await client.end('unsub', { channel: 'last line', inbox: '', ackInbox: '' });
  await program.says('unknown channel last line\n');
  return program.lines
    .map((line) => line.replaceAll(/_INBOX\.\w+/g, 'I'))
    .filter((line) => labels.some((label) => line.startsWith(`[${label}] STREAM: `)))
    .filter((line) => !line.endsWith('last line'))
    .map((line) => line.replace(' STREAM:', ''));
}

/** Sends each payload to `subject` and waits for its answer. */
async function ask(subject: string, ...payloads: Uint8Array[]): Promise<void> {
  for (const payload of payloads) await client.raw.request(`_STAN.${subject}.${CLUSTER}`, payload);
}

test('a connect request that is refused', async () => {
  const heartbeatInbox = 'hb';
  await ask(
    'discover',
    CUT,
    ConnectRequest.encode({ clientID: 'me' }),
    ConnectRequest.encode({ clientID: 'a b', heartbeatInbox }),
  );
  expect(await lines('ERR')).toEqual([
    '[ERR] [Client:?] Invalid conn request: ClientID=, Inbox=, err=unexpected EOF',
    '[ERR] [Client:?] Invalid conn request: ClientID=me, Inbox=, err=<nil>',
    '[ERR] [Client:a b] Invalid ClientID, only alphanumeric and `-` or `_` characters allowed',
  ]);
});

test('a subscription that is refused', async () => {
  const whole = { clientID: 'me', subject: 'foo', inbox: 'in', maxInFlight: 1, ackWaitInSecs: 1 };
  const request = (more: Partial<SubscriptionRequest>): Buffer =>
    SubscriptionRequest.encode({ ...whole, ...more });
  await ask(
    'sub',
    CUT,
    request({ clientID: '' }),
    request({ ackWaitInSecs: -1 }),
    request({ maxInFlight: 0 }),
    request({ startPosition: 9 }),
    request({ subject: 'bad/ch' }),
    request({ clientID: 'nobody' }),
    request({ durableName: 'd' }),
    request({ durableName: 'a:b', queueGroup: 'g' }),
    request({}),
    request({}),
    request({ subject: 'FOO' }),
    request({ subject: 'bar' }),
    request({ subject: 'third' }),
  );
  const from = 'in subscription request from _STAN.sub.test-cluster';
  expect(await lines('ERR')).toEqual([
    '[ERR] Invalid Subscription request from _STAN.sub.test-cluster: unexpected EOF',
    `[ERR] Missing ClientID ${from}`,
    `[ERR] [Client:me] Invalid AckWait (-1) ${from}`,
    `[ERR] [Client:me] Invalid MaxInflight (0) ${from}`,
    `[ERR] [Client:me] Invalid StartPosition (9) ${from}`,
    `[ERR] [Client:me] Invalid channel "bad/ch" ${from}`,
    '[ERR] [Client:me] Duplicate durable subscription registration',
    '[ERR] Unable to create subscription on "foo": stan: duplicate durable registration',
    '[ERR] [Client:me] Invalid DurableName ("a:b") for queue subscriber from foo',
    "[ERR] Unable to create subscription on \"foo\": stan: durable name of a durable queue subscriber can't contain the character ':'",
    '[ERR] Unable to store subscription [me:in] on [foo]: too many subscriptions per channel',
    '[ERR] Unable to add subscription for foo: too many subscriptions per channel',
    '[ERR] Unable to create subscription on "foo": too many subscriptions per channel',
    '[ERR] Unable to create subscription on "FOO": rejecting channel "FOO" because channel "foo" alreay exists (different cases not allowed)',
    '[ERR] Creating channel "third" failed: too many channels',
    '[ERR] Unable to create subscription on "third": too many channels',
  ]);
});

test('an unsubscribe, a close and an ack that lead nowhere', async () => {
  const { ackInbox } = await client.subscribe('foo');
  await ask('unsub', CUT, UnsubscribeRequest.encode({ clientID: 'me', subject: 'no' }));
  const unsubscribe = { clientID: 'me', subject: 'foo', inbox: 'nope' };
  await ask('subclose', CUT, UnsubscribeRequest.encode(unsubscribe));
  const stranger = UnsubscribeRequest.encode({ ...unsubscribe, clientID: 'x', inbox: ackInbox });
  await ask('unsub', stranger);
  await ask('close', CUT);
  await client.close('no\nbody');
  client.raw.publish(ackInbox, CUT);
  client.ack({ channel: 'nope', ackInbox }, 7);
  expect(await lines('ERR')).toEqual([
    '[ERR] Invalid unsub request from _STAN.unsub.test-cluster',
    '[ERR] [Client:me] unsub request for unknown channel no',
    '[ERR] Invalid sub close request from _STAN.subclose.test-cluster',
    '[ERR] [Client:me] sub close request for unknown inbox nope',
    '[ERR] [Client:x] unsub request for unknown client',
    '[ERR] Received invalid close request, subject=_STAN.close.test-cluster',
    '[ERR] Unknown client "no\\nbody" in close request',
    '[ERR] Unable to unmarshal Ack: unexpected EOF',
    '[ERR] Unable to process ack seq=7, channel nope not found',
  ]);
});

test('a publish that is refused', async () => {
  const publish = async (message: Uint8Array): Promise<void> => {
    await client.raw.request(`_STAN.pub.${CLUSTER}.any`, message);
  };
  const me = { clientID: 'me', guid: 'g' };
  await publish(CUT);
  await publish(PubMsg.encode({ clientID: 'me', subject: 'foo', data: Buffer.from('"\\\n\x01ü') }));
  await publish(PubMsg.encode({ ...me, subject: 'a..b', reply: 'r', connID: Buffer.from('c') }));
  await publish(PubMsg.encode({ ...me, clientID: 'nobody', subject: 'foo' }));
  await publish(PubMsg.encode({ ...me, subject: 'Foo' }));
  expect(await lines('ERR', 'TRC')).toEqual([
    '[ERR] Unable to unmarshal PubMsg: unexpected EOF',
    '[ERR] Received invalid client publish message clientID:"me" subject:"foo" data:"\\"\\\\\\n\\001\\303\\274" ',
    '[ERR] Received invalid client publish message clientID:"me" guid:"g" subject:"a..b" reply:"r" connID:"c" ',
    '[TRC] [Client:nobody] Received message from publisher subj=foo guid=g',
    '[ERR] Received invalid client publish message clientID:"nobody" guid:"g" subject:"foo" ',
    '[TRC] [Client:me] Received message from publisher subj=Foo guid=g',
    '[ERR] [Client:me] Error processing message for subject "_STAN.pub.test-cluster.any": rejecting channel "Foo" because channel "foo" alreay exists (different cases not allowed)',
  ]);
});

test('a durable that comes back, message by message', async () => {
  const first = await client.subscribe('foo', { durableName: 'e' });
  await client.publish('foo');
  await client.end('subclose', first);
  await client.subscribe('foo', { durableName: 'e' });
  await program.says('Redelivering msg to');
  const told = await lines('DBG', 'TRC');
  expect(told.slice(-4)).toEqual([
    '[DBG] [Client:me] Resumed durable subscription, subject=foo, inbox=I, durable=e, subid=2',
    '[DBG] [Client:me] Redelivering to subid=2, durable=e',
    '[TRC] [Client:me] Redelivering to subid=2, seq=1',
    '[TRC] [Client:me] Redelivering msg to subid=2, subject=foo, seq=1',
  ]);
});
