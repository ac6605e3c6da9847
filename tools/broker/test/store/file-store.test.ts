import { VirtualClock } from '@workbook/clock';
import { readdirSync } from 'node:fs';
import { FileStore } from '../../src/store/file/file-store';
import type { MessageStore } from '../../src/store/message-store';
import type { Stateful, SubscriptionState } from '../../src/store/store';
import { Random } from '@workbook/random';
import { Folder } from './folder';

const clock = new VirtualClock();
const failures: Error[] = [];
const warnings: string[] = [];
const opened: FileStore[] = [];

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  expect([failures, warnings]).toEqual([[], []]);
});
// Its folder is removed after the stores are closed.
const folder = new Folder();

async function open(clusterID = 'test-cluster'): Promise<FileStore> {
  const failed = (error: Error): number => failures.push(error);
  const warn = (text: string): number => warnings.push(text);
  const store = await FileStore.open(folder.path, { clusterID, clock, failed, warn });
  opened.push(store);
  return store;
}

/** As a server that was stopped and started again. */
async function reopened(store: FileStore): Promise<FileStore> {
  await store.close();
  return open();
}

function add(messages: MessageStore, text: string, time = 0): void {
  const bytes = Buffer.from(text);
  messages.append({ size: bytes.length, write: (target, at) => bytes.copy(target, at) }, time);
}

function texts(messages: MessageStore): string[] {
  const { first, last } = messages;
  return Array.from({ length: last - first + 1 }, (_, index) =>
    String(messages.get(first + index)),
  );
}

/** Seven messages, as many as were sent to the subscriptions below. */
function seven(store: FileStore): void {
  for (let count = 1; count <= 7; count++) add(store.messagesOf('foo'), String(count));
}

const RECORD: SubscriptionState = {
  id: 1,
  channel: 'foo',
  clientID: 'ann',
  inbox: '_INBOX.1',
  ackInbox: '_INBOX.2',
  maxInFlight: 10,
  ackWait: 30_000,
  durableName: 'dur',
  groupKey: undefined,
  lastSent: 7,
  groupLastSent: 0,
  isActive: true,
  pending: [3, 5, 6, 7],
};

const subscription = (record: Partial<SubscriptionState> = {}): Stateful => {
  const whole = { ...RECORD, ...record };
  const { pending, ...rest } = whole;
  const map = new Map(pending.map((sequence) => [sequence, 0]));
  return { ...rest, pending: map, state: () => whole };
};

test('nobody sees a message before it is committed', async () => {
  const store = await open();
  const messages = store.messagesOf('foo');
  add(messages, 'one', 5);
  expect([messages.first, messages.last, messages.next]).toEqual([1, 0, 2]);
  expect([messages.get(1), messages.timeOf(1)]).toEqual([undefined, undefined]);
  store.commit();
  expect([messages.first, messages.last, messages.next]).toEqual([1, 1, 2]);
  expect([String(messages.get(1)), messages.timeOf(1)]).toEqual(['one', 5]);
});

test('who waits for a commit is told in turn, when all of it is kept', async () => {
  const store = await open();
  const messages = store.messagesOf('foo');
  const told: string[] = [];
  for (const text of ['one', 'two']) {
    add(messages, text);
    store.afterCommit(() => told.push(`${text}: ${messages.last} kept`));
  }
  expect(told).toEqual([]);
  store.commit();
  expect(told).toEqual(['one: 2 kept', 'two: 2 kept']);
});

test('what arrives in one turn of the event loop is committed at its end', async () => {
  const store = await open();
  add(store.messagesOf('foo'), 'one');
  add(store.messagesOf('bar'), 'two');
  await new Promise<void>((resolve) => store.afterCommit(resolve));
  expect(store.messagesOf('foo').last + store.messagesOf('bar').last).toBe(2);
});

test('what is kept at once while a thread still writes stays as it is', async () => {
  let store = await open();
  for (let round = 0; round < 30; round++) {
    const messages = store.messagesOf('foo');
    // So many bytes are left to a thread, which has begun in the next turn.
    add(messages, `many ${round}`.padEnd(40_000 + round * 1000, '.'));
    await new Promise((resolve) => setImmediate(resolve));
    add(messages, `few ${round}`);
    store.commit();
    expect(messages.last).toBe(2 * round + 2);
    if (round % 10 === 9) store = await reopened(store);
  }
  const found = texts(store.messagesOf('foo')).map((text) => text.replace(/\.+$/, ''));
  expect(found).toEqual(
    Array.from({ length: 30 }, (_, round) => [`many ${round}`, `few ${round}`]).flat(),
  );
});

test('files of which everything is dropped go, however much is on its way to the disk', async () => {
  const store = await open();
  const messages = store.messagesOf('foo');
  const counts: number[] = [];
  for (let round = 0; round < 600; round++) {
    add(messages, 'x'.repeat(200_000));
    while (messages.first < messages.last) messages.drop();
    await new Promise((resolve) => setImmediate(resolve));
    counts.push(readdirSync(folder.at('channel-1')).length);
  }
  // The one that is written to, the one before it while something is on its way there, and the next one.
  expect(Math.max(...counts)).toBeLessThanOrEqual(3);
});

test('a new folder has nothing to recover, an old one what was kept', async () => {
  const store = await open();
  expect(store.recovered).toBeUndefined();
  const ann = { id: 'ann', heartbeatInbox: '_INBOX.hb', connID: '\u0000\u00ff' };
  store.addClient({ id: 'bob', heartbeatInbox: '_INBOX.x', connID: '' });
  store.addClient(ann);
  store.removeClient('bob');
  seven(store);
  store.saveSubscription(subscription());
  store.saveSubscription(subscription({ id: 2, groupKey: 'dur:g', groupLastSent: 6 }));
  store.saveSubscription(subscription({ id: 3 }));
  store.removeSubscription(subscription({ id: 3 }));
  expect((await reopened(store)).recovered).toEqual({
    clients: [ann],
    channels: ['foo'],
    subscriptions: [RECORD, { ...RECORD, id: 2, groupKey: 'dur:g', groupLastSent: 6 }],
  });
});

test('sent marks and acks are kept along with something else, after a minute, and at the end', async () => {
  const store = await open();
  seven(store);
  store.saveSubscription(subscription({ pending: [] }));
  store.commit();
  store.touch(subscription({ pending: [4] }), 4);
  store.commit();
  const kept = (of: FileStore): readonly number[] | undefined =>
    of.recovered?.subscriptions[0]?.pending;
  expect(kept(await reopened(store))).toEqual([4]);
});

test('a channel that is deleted is gone with all that it had; a new one of its name begins at 1', async () => {
  const store = await open();
  add(store.messagesOf('foo'), 'old');
  add(store.messagesOf('bar'), 'other');
  store.saveSubscription(subscription());
  store.commit();
  store.forget('foo');
  add(store.messagesOf('foo'), 'new');
  const again = await reopened(store);
  expect(again.recovered).toMatchObject({ channels: ['bar', 'foo'], subscriptions: [] });
  expect(texts(again.messagesOf('foo'))).toEqual(['new']);
  expect(texts(again.messagesOf('bar'))).toEqual(['other']);
});

test('a channel whose messages were all dropped goes on counting', async () => {
  const store = await open();
  const messages = store.messagesOf('foo');
  for (const text of ['a', 'b']) add(messages, text);
  store.commit();
  for (let count = 0; count < 2; count++) messages.drop();
  const again = (await reopened(store)).messagesOf('foo');
  expect([again.first, again.last, again.next, again.bytes]).toEqual([3, 2, 3, 0]);
});

test('more is dropped before a commit than was kept after the one before', async () => {
  const store = await open();
  const messages = store.messagesOf('foo');
  add(messages, 'a');
  store.commit();
  for (const text of ['b', 'c', 'd']) add(messages, text);
  for (let count = 0; count < 3; count++) messages.drop();
  const again = (await reopened(store)).messagesOf('foo');
  expect([again.first, texts(again)]).toEqual([4, ['d']]);
});

test.each([1, 2, 3])(
  'whatever happens, it holds what a plain list would (seed %d)',
  async (seed) => {
    const random = new Random(seed);
    let store = await open();
    let messages = store.messagesOf('foo');
    const list = new Map<number, { text: string; time: number }>();
    let first = 1;
    let next = 1;
    for (let step = 0; step < 1000; step++) {
      const what = random.below(100);
      if (what < 60) {
        // Now and then one that is larger than a page of the file, or than all that stays in memory.
        const length = random.below(200) === 0 ? 3_000_000 : random.below(300);
        const text = `${next}:`.padEnd(length, 'x');
        list.set(next++, { text, time: step });
        add(messages, text, step);
      } else if (what < 75) {
        messages.drop();
        if (first < next) list.delete(first++);
      } else if (what < 98) store.commit();
      else {
        store = await reopened(store);
        messages = store.messagesOf('foo');
      }
      if (random.below(10) > 0) continue;
      store.commit();
      expect([messages.first, messages.last]).toEqual([first, next - 1]);
      const sequence = first + random.below(next - first + 1);
      expect(messages.get(sequence)?.toString()).toBe(list.get(sequence)?.text);
      expect(messages.timeOf(sequence)).toBe(list.get(sequence)?.time);
    }
    const bytes = [...list.values()].reduce((sum, { text }) => sum + text.length + 40, 0);
    expect(messages.bytes).toBe(bytes);
    expect((await reopened(store)).messagesOf('foo').bytes).toBe(bytes);
  },
);
