import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { MsgProto } from '@workbook/protocol';
import {
  type RawClient,
  StreamingClient,
  type StreamingSubscription,
} from '@workbook/protocol/client';
import { patient } from '@workbook/protocol/waiting';
import { StoredServer, story } from '../src';

const FIRST = { startPosition: 4 };
/** What is due so soon comes with what is due now. */
const EARLY_MS = 15;
const NANOSECONDS = 1_000_000n;

type Received = Pick<StreamingSubscription, 'received'>;

// Processes start, and real time passes.
jest.setTimeout(patient(30_000));

let server: StoredServer;

beforeEach(async () => {
  server = new StoredServer();
  await server.start();
});
afterEach(async () => server.remove());

test('C59 kill -9 takes neither what was acked to the publisher, nor the client', async () => {
  const client = await server.client('me');
  const { connID } = client;
  await client.publish('foo', 'kept');
  await server.restart('SIGKILL');
  const back = new StreamingClient(await server.raw(), 'test-cluster', 'me');
  expect(await back.ping(connID)).toBe('');
  expect((await back.publish('foo', 'later', { connID })).error).toBe('');
  const all = await (await server.client('other')).subscribe('foo', FIRST);
  await received(back.raw, all, 2);
  expect(all.received.map(({ data }) => data.toString())).toEqual(['kept', 'later']);
});

test.each([
  // No publish came after the acks, which would have taken them along to the disk.
  ['SIGKILL', 'lost', '1r1 2r1 3r1 4 5'],
  ['SIGTERM', 'kept', '4 5'],
] as const)('C60 at %s acks on an idle channel are %s', async (signal, _, again) => {
  const client = await server.client('me');
  const durable = { durableName: 'd' };
  const before = await client.subscribe('foo', durable);
  for (let sent = 0; sent < 3; sent++) await client.publish('foo');
  await received(client.raw, before, 3);
  client.ack(before, 1, 2, 3);
  while ((await pendingOf(before)) !== 0) await client.raw.flush();
  await server.restart(signal);
  const back = await server.client('me');
  for (let sent = 0; sent < 2; sent++) await back.publish('foo');
  const after = await back.subscribe('foo', durable);
  await received(back.raw, after, again.split(' ').length);
  expect(story(after)).toBe(again);
});

test('C61 what is pending comes back when its ackWait is over, counted from its publishing', async () => {
  // So long that the server is back before it is over.
  const ackWaitInSecs = Math.ceil(patient(3));
  const client = await server.client('me');
  const subscription = await client.subscribe('foo', { ackWaitInSecs });
  await client.publish('foo');
  await client.publish('foo');
  await received(client.raw, subscription, 2);
  await server.restart('SIGKILL');
  const raw = await server.raw();
  const back = listen(raw, subscription);
  await received(raw, back, 2);
  expect(story(back)).toBe('1r1 2r1');
  expect(Date.now()).toBeGreaterThanOrEqual(dueAt(back, ackWaitInSecs * 1000) - EARLY_MS);
});

test('nobody remembers who was the last of a durable group that waits', async () => {
  const client = await server.client('me');
  await client.end(
    'subclose',
    await client.subscribe('foo', { durableName: 'd', queueGroup: 'g' }),
  );
  await client.end('subclose', await client.subscribe('foo', { durableName: 'd' }));
  const owners = async (): Promise<[string | undefined, string][]> => {
    const page = await server.monitoring('/streaming/channelsz?channel=foo&subs=1');
    const { subscriptions } = page as {
      subscriptions: { queue_name?: string; client_id: string }[];
    };
    return subscriptions.map(({ queue_name, client_id }) => [queue_name, client_id]);
  };
  expect(await owners()).toEqual([
    [undefined, 'me'],
    ['d:g', 'me'],
  ]);
  await server.restart('SIGTERM');
  expect(await owners()).toEqual([
    [undefined, 'me'],
    ['d:g', ''],
  ]);
});

test.each([
  ['SIGTERM', [0, 1]],
  ['SIGKILL', [1, 0]],
] as const)('what was sent again to another member comes again after %s', async (signal, left) => {
  const client = await server.client('me');
  // So long that whoever has it after the restart still has it when that is looked at.
  const [short, long] = [Math.ceil(patient(2)), Math.ceil(patient(5))];
  const first = await client.subscribe('foo', { queueGroup: 'g', ackWaitInSecs: short });
  await client.publish('foo');
  const second = await client.subscribe('foo', { queueGroup: 'g', ackWaitInSecs: long });
  await received(client.raw, second, 1);
  await server.restart(signal);
  // The disk learns who has it along with something else of the channel, or at the end.
  expect(await Promise.all([pendingOf(first), pendingOf(second)])).toEqual(left);
  const raw = await server.raw();
  const back = listen(raw, first, second);
  await received(raw, back, 1);
  expect(back.received[0]).toMatchObject({ sequence: 1, redelivered: true });
});

test('what was sent before its publisher had the ack is pending after a kill', async () => {
  const client = await server.client('me');
  const subscription = await client.subscribe('foo');
  for (let sent = 0; sent < 3; sent++) await client.publish('foo');
  await server.restart('SIGKILL');
  const raw = await server.raw();
  const back = listen(raw, subscription);
  const again = new StreamingClient(raw, 'test-cluster', 'me');
  await again.publish('foo', 'later', { connID: client.connID });
  await received(raw, back, 1);
  expect(story(back)).toBe('4');
  expect(await pendingOf(subscription)).toBe(4);
});

test('channels of any name are apart from each other after a kill', async () => {
  const client = await server.client('me');
  const names = ['foo', 'foo bar', 'x'.repeat(255), 'con', 'C:\\aux.txt', 'ü', '-', '~', '%2e'];
  for (const name of names) await client.publish(name, name);
  await server.restart('SIGKILL');
  const back = await server.client('other');
  for (const name of names) {
    const all = await back.subscribe(name, FIRST);
    await received(back.raw, all, 1);
    expect(all.received.map(({ data }) => data.toString())).toEqual([name]);
  }
});

test('C62 another cluster ID is refused', async () => {
  await server.end('SIGTERM');
  const other = server.attempt('-cid', 'other');
  expect(await other.ended()).toBe(1);
  expect(other.stderr).toContain(
    '[FTL] STREAM: Failed to start: cluster ID "other" does not match recovered value of "test-cluster"',
  );
});

test('C73 what is due at the start comes again to the same member of a group', async () => {
  const client = await server.client('me');
  const large = await client.subscribe('foo', {
    queueGroup: 'g',
    ackWaitInSecs: 1,
    maxInFlight: 3,
  });
  const small = await client.subscribe('foo', {
    queueGroup: 'g',
    ackWaitInSecs: 1,
    maxInFlight: 1,
  });
  // The fifth finds nobody with room; with it the disk learns who has the others.
  for (let sent = 0; sent < 5; sent++) await client.publish('foo');
  await received(client.raw, large, 3);
  await received(client.raw, small, 1);
  expect([story(large), story(small)]).toEqual(['1 3 4', '2']);
  await server.end('SIGKILL');
  await until(dueAt(large, 1000));
  await server.start();
  expect([await pendingOf(large), await pendingOf(small)]).toEqual([3, 1]);
  // What was sent at the start has found nobody, or us: it counts no more than what comes later.
  const raw = await server.raw();
  const again = listen(raw, large, small);
  const first = (wanted: number) => again.received.find(({ sequence }) => sequence === wanted);
  for (const sequence of [1, 2, 3, 4]) {
    await raw.until(() => Boolean(first(sequence)), `Message ${sequence} had not come`);
    expect(first(sequence)).toMatchObject({ redelivered: true, redeliveryCount: 1 });
  }
});

test('what a killed server has half written is cut off, again and again', async () => {
  const client = await server.client('me');
  await client.publish('foo', 'kept');
  const kept = await client.subscribe('foo', { ...FIRST, durableName: 'd' });
  await received(client.raw, kept, 1);
  for (let kill = 1; kill <= 3; kill++) {
    await server.end('SIGKILL');
    const log = subscriptionsLog(server.folder);
    truncateSync(log, statSync(log).size - 1);
    await server.start();
    const other = await server.client(`other-${kill}`);
    const all = await other.subscribe('foo', FIRST);
    await received(other.raw, all, 1);
    expect(all.received.map(({ data }) => data.toString())).toEqual(['kept']);
  }
});

test('on disk each message counts 40 bytes more, towards -mb too', async () => {
  // Three messages and a half; without the 40 bytes all of them would fit.
  const limited = new StoredServer('-mb', '200');
  try {
    await limited.start();
    const client = await limited.client('me');
    for (let sent = 0; sent < 5; sent++) await client.publish('foo');
    const all = await client.subscribe('foo', FIRST);
    await received(client.raw, all, 3);
    expect(story(all)).toBe('3 4 5');
    const bytes = all.received.reduce((sum, each) => sum + MsgProto.encode(each).length + 40, 0);
    const page = await limited.monitoring('/streaming/channelsz?channel=foo');
    expect(page).toMatchObject({ msgs: 3, bytes });
    await limited.restart('SIGKILL');
    expect(await limited.monitoring('/streaming/channelsz?channel=foo')).toEqual(page);
  } finally {
    await limited.remove();
  }
});

/** The file of `folder` in which the server under test keeps its subscriptions. */
function subscriptionsLog(folder: string): string {
  const isReal = Boolean(process.env.NATS_STREAMING_SERVER);
  return path.join(folder, 'data', isReal ? 'foo/subs.dat' : 'state.log');
}

/** Resolves when `count` messages have come. */
async function received(
  raw: RawClient,
  { received: messages }: Received,
  count: number,
): Promise<void> {
  await raw.until(() => messages.length >= count, `${count} messages had not come`);
}

/** Listens on a new connection where the old one did, as the npm client does. */
function listen(raw: RawClient, ...subscriptions: StreamingSubscription[]): Received {
  const messages: MsgProto[] = [];
  for (const { inbox } of subscriptions) {
    raw.subscribe(inbox, '', ({ payload }) => messages.push(MsgProto.decode(payload)));
  }
  return { received: messages };
}

/** When the last message is due again, in ms. */
function dueAt({ received: messages }: Received, ackWait: number): number {
  return Number(BigInt(messages.at(-1)!.timestamp) / NANOSECONDS) + ackWait;
}

async function until(time: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, time - Date.now()));
}

async function pendingOf({ inbox }: StreamingSubscription): Promise<number | undefined> {
  const { subscriptions } = (await server.monitoring('/streaming/clientsz?client=me&subs=1')) as {
    subscriptions: { foo: { inbox: string; pending_count: number }[] };
  };
  return subscriptions.foo.find((shown) => shown.inbox === inbox)?.pending_count;
}
