import { useTarget } from '../src';

const target = useTarget({ heartbeatInterval: '1s', heartbeatTimeout: '500ms' });
const TAKEN = 'stan: clientID already registered';
const REPLACED = 'client has been replaced or is no longer registered';

test('C10 a ConnectRequest of protocol 1 is answered with the subjects and the ping values', async () => {
  const client = await target().stranger('me');
  expect(await client.connect({ pingInterval: 7, pingMaxOut: 4 })).toEqual({
    pubPrefix: '_STAN.pub.ticketing',
    subRequests: '_STAN.sub.ticketing',
    unsubRequests: '_STAN.unsub.ticketing',
    closeRequests: '_STAN.close.ticketing',
    subCloseRequests: '_STAN.subclose.ticketing',
    pingRequests: '_STAN.discover.ticketing.pings',
    error: '',
    pingInterval: 7,
    pingMaxOut: 4,
    protocol: 1,
  });
});

test('C11 protocol 0 is told nothing of pings', async () => {
  const client = await target().stranger('me');
  const response = await client.connect({ protocol: 0, connID: Buffer.alloc(0) });
  expect(response).toMatchObject({ pingRequests: '', pingInterval: 0, pingMaxOut: 0, protocol: 1 });
});

test.each(['a.b', '', 'a b', 'ä'])('C12 the client ID "%s" is refused', async (clientID) => {
  const client = await target().stranger(clientID);
  expect((await client.connect()).error).toBe(
    'stan: invalid clientID: only alphanumeric and `-` or `_` characters allowed',
  );
});

test('a request without heartbeat inbox is refused', async () => {
  const client = await target().stranger('me');
  expect((await client.connect({ heartbeatInbox: '' })).error).toBe(
    'stan: invalid connection request',
  );
});

test('C13 a client ID that answers is not given away', async () => {
  await target().client('me');
  const second = await target().stranger('me');
  expect((await second.connect()).error).toBe(TAKEN);
});

test('C14 a client ID that is silent is given away after half a second', async () => {
  const first = await target().client('me');
  first.answersHeartbeats = false;
  const second = await target().stranger('me');
  const answer = second.connect();
  await target().settled();
  expect(second.response.protocol).toBe(0);
  await target().pass(600);
  expect((await answer).error).toBe('');
  expect(await first.ping()).toBe(REPLACED);
  expect(await second.ping()).toBe('');
  expect((await first.publish('foo')).error).toBe('stan: invalid publish request');
});

test('C15 a client ID whose connection is gone is given away at once', async () => {
  const first = await target().client('me');
  await first.raw.drop();
  const second = await target().stranger('me');
  expect((await second.connect()).error).toBe('');
});

test('C16 of three that want the ID of a silent client, one gets it', async () => {
  const first = await target().client('me');
  first.answersHeartbeats = false;
  const others = await Promise.all([1, 2, 3].map(() => target().stranger('me')));
  const answers = Promise.all(others.map((other) => other.connect()));
  await target().settled();
  await target().pass(600);
  const errors = (await answers).map((answer) => answer.error);
  expect(errors.sort()).toEqual(['', TAKEN, TAKEN]);
});

test('C17 a silent client is given up after (hbi + hbt) x (hbf + 1)', async () => {
  const silent = await target().client('me');
  silent.answersHeartbeats = false;
  await target().pass(4300);
  expect(await silent.ping()).toBe('');
  await target().pass(900);
  expect(await silent.ping()).toBe(REPLACED);
});

test('C17 a client whose connection is gone is given up after hbi x (hbf + 1)', async () => {
  const gone = await target().client('me');
  const other = await target().client('other');
  const { connID } = gone;
  await gone.raw.drop();
  await target().pass(2800);
  expect(await other.ping(connID)).toBe('');
  await target().pass(600);
  expect(await other.ping(connID)).toBe(REPLACED);
});

test('C18 a client that answers in time is kept, and its failures are forgiven', async () => {
  const client = await target().client('me');
  client.answersHeartbeats = false;
  await target().pass(3500); // asked at 1 s and 2.5 s, failed twice
  client.answersHeartbeats = true;
  await target().pass(700); // asked at 4 s
  client.answersHeartbeats = false;
  await target().pass(2700); // asked at 5 s and 6.5 s, failed once
  expect(await client.ping()).toBe('');
});

test('C20 a ping of a client that failed brings a heartbeat at once', async () => {
  const client = await target().client('me');
  client.answersHeartbeats = false;
  await target().pass(1600);
  const before = client.heartbeats;
  client.answersHeartbeats = true;
  await client.ping();
  await target().pass(100);
  expect(client.heartbeats).toBe(before + 1);
});

test('a ping of nobody is told so, and an empty one is not answered', async () => {
  const client = await target().stranger('me');
  expect(await client.ping(Buffer.from('nobody'))).toBe(REPLACED);
  const inbox = client.raw.subscribe('answers');
  client.raw.publish('_STAN.discover.ticketing.pings', '', 'answers');
  await target().settled();
  expect(inbox.received).toEqual([]);
});

test('closing frees the client ID; closing twice is an error', async () => {
  const client = await target().client('me');
  expect(await client.close()).toBe('');
  expect(await client.close()).toBe('stan: unknown clientID');
  const next = await target().client('me');
  expect(await next.ping()).toBe('');
});
