import { createLog } from '../../src/log';
import { InProcess, type Listener } from './in-process';

let written: string[];
let broker: InProcess;

beforeEach(() => {
  written = [];
  const stream = { write: (line: string) => written.push(line) };
  broker = new InProcess({}, createLog(stream, { debug: true, trace: true }));
  written.length = 0;
});

/** What was logged since the last call, without process, time and inboxes. */
function lines(): string[] {
  return written.splice(0).map((line) =>
    line
      .replace(/^\[\d+\] \S+ \S+ /, '')
      .replaceAll(/inbox\.\d+/g, 'I')
      .trim(),
  );
}

function end(listener: Listener): void {
  expect(listener.end('subclose')).toBe('');
}

test('a client that connects and closes', () => {
  const client = broker.client('me');
  expect(client.close()).toBe('');
  expect(lines()).toEqual([
    '[DBG] [Client:me] Connected (Inbox=I)',
    '[DBG] [Client:me] Closed (Inbox=I)',
  ]);
});

test('a message: received, delivered, acknowledged to its publisher, acked, sent again', async () => {
  const client = broker.client('me');
  const listener = client.subscribe('foo');
  lines();
  client.publish('foo');
  await broker.pass(1000);
  listener.ack(1);
  listener.ack(1);
  expect(lines()).toEqual([
    '[TRC] [Client:me] Received message from publisher subj=foo guid=guid 1',
    '[TRC] [Client:me] Delivering msg to subid=1, subject=foo, seq=1',
    '[TRC] [Client:me] Acking Publisher subj=foo guid=guid 1',
    '[TRC] [Client:me] Redelivering msg to subid=1, subject=foo, seq=1',
    '[TRC] [Client:me] Processing ack for subid=1, subject=foo, seq=1',
  ]);
});

test('where a subscription begins, in the words of the real server', () => {
  const client = broker.client('me');
  for (let sent = 0; sent < 3; sent++) client.publish('foo');
  lines();
  const begins = (request: object): string => {
    client.subscribe('foo', { ...request, durableName: 'd' }).end('unsub');
    return lines()[0]!.replace(/^.*subid=\d+, /, '');
  };
  expect(begins({ startPosition: 0 })).toBe('sending new-only, seq=4');
  expect(begins({ startPosition: 1 })).toBe('sending last message, seq=3');
  // The clock stands a little after 1000 s, by three messages; the time is that of where the test runs.
  expect(begins({ startPosition: 2, startTimeDelta: 999.5e9 })).toMatch(
    /^sending from time time='(1969-12-31|1970-01-01) \d\d:\d\d:00\.5\d* [+-]\d{4} \S+' seq=1$/,
  );
  expect(begins({ startPosition: 3, startSequence: 100 })).toBe(
    'sending from sequence, asked_seq=100 actual_seq=4',
  );
  expect(begins({ startPosition: 4 })).toBe('sending from beginning, seq=1');
});

test('the life of a durable', () => {
  const client = broker.client('me');
  const durable = { durableName: 'd' };
  end(client.subscribe('foo', durable));
  lines();
  expect(client.subscribe('foo', durable).end('unsub')).toBe('');
  expect(lines()).toEqual([
    '[DBG] [Client:me] Resumed durable subscription, subject=foo, inbox=I, durable=d, subid=1',
    '[DBG] [Client:me] Removed durable subscription, subject=foo, inbox=I, durable=d, subid=1',
  ]);
});

test('a durable group changes hands: each line names who it is about', () => {
  const group = { queueGroup: 'g', durableName: 'd' };
  const [one, two] = [broker.client('one'), broker.client('two')];
  lines();
  const first = one.subscribe('foo', group);
  const second = one.subscribe('foo', group);
  end(first);
  end(second);
  expect(two.subscribe('foo', group).end('unsub')).toBe('');
  const what = 'durable queue subscription, subject=foo, inbox=I, queue=d:g';
  expect(lines()).toEqual([
    '[INF] Channel "foo" has been created',
    `[DBG] [Client:one] Started new ${what}, subid=1, sending new-only, seq=1`,
    `[DBG] [Client:one] Added member to ${what}, subid=2`,
    `[DBG] [Client:one] Removed member from ${what}, subid=1`,
    `[DBG] [Client:one] Suspended ${what}, subid=2`,
    `[DBG] [Client:two] Resumed ${what}, subid=2`,
    `[DBG] [Client:two] Removed ${what}, subid=2`,
  ]);
});

test('a silent client: given up, and said so', async () => {
  const client = broker.client('me');
  client.answersHeartbeats = false;
  await broker.pass(120_000);
  expect(lines().slice(1)).toEqual([
    '[ERR] [Client:me] Timed out on heartbeats',
    '[DBG] [Client:me] Closed (Inbox=I)',
  ]);
});

test('what is refused is logged with the reason', () => {
  const client = broker.client('me');
  client.subscribe('foo');
  lines();
  client.publish('a..b');
  client.subscribe('FOO');
  client.subscribe('foo', { maxInFlight: -1 });
  expect(lines()).toEqual([
    '[ERR] Received invalid client publish message clientID:"me" guid:"guid 1" subject:"a..b" data:"x" connID:"conn me I"',
    '[ERR] Unable to create subscription on "FOO": rejecting channel "FOO" because channel "foo" alreay exists (different cases not allowed)',
    '[ERR] [Client:me] Invalid MaxInflight (-1) in subscription request from _STAN.sub.c',
  ]);
});
