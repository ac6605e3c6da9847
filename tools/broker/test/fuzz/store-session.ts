import { VirtualClock } from '@workbook/clock';
import fs from 'node:fs';
import { FileStore } from '../../src/store/file/file-store';
import type { Stateful, SubscriptionState } from '../../src/store/store';
import type { Random } from '@workbook/random';
import { contentsOf } from '../store/folder';

/** Names that a file could not have, or only one of two. */
export const NAMES = [
  'foo',
  'Foo',
  'foo\0bar',
  '..',
  'con',
  'a/b',
  'x'.repeat(1000),
  'ü\ud83d\ude00',
];
const STEPS = 300;

/** A store as a server leaves it. */
export interface LeftStore {
  readonly files: ReadonlyMap<string, Buffer>;
  /** By channel: the newest message that the state log knows of. */
  readonly said: ReadonlyMap<string, number>;
  /** Restarted: stopped, started again and then killed. */
  readonly how: 'stopped' | 'killed' | 'restarted';
}

/** What somebody can see in an open store. */
export interface Seen {
  readonly clients: string;
  readonly subscriptions: readonly SubscriptionState[];
  readonly channels: ReadonlyMap<string, { readonly first: number; readonly messages: string[] }>;
}

/** Opens the store in `dir`. @param warn is told what was cut off */
export async function openedStore(
  dir: string,
  warn: (text: string) => void,
  clock = new VirtualClock(),
): Promise<FileStore> {
  const failed = (error: Error): void => {
    throw error;
  };
  return FileStore.open(dir, { clusterID: 'fuzz', clock, failed, warn });
}

export function seenIn(store: FileStore): Seen {
  const { clients = [], channels = [], subscriptions = [] } = store.recovered ?? {};
  return {
    clients: JSON.stringify(clients),
    subscriptions,
    channels: new Map(
      channels.map((name) => {
        const { first, last } = store.messagesOf(name);
        const messages = Array.from({ length: last - first + 1 }, (_, index) =>
          read(store, name, first + index),
        );
        return [name, { first, messages }];
      }),
    ),
  };
}

/**
 * Lets everything happen that a store keeps, in an empty `dir`: two files of messages of a channel, and
 * each kind of record.
 *
 * @returns what a server leaves there that is killed at the end, one that is stopped, and one that goes on
 * after that and is killed
 */
export async function leftStores(dir: string, random: Random): Promise<LeftStore[]> {
  const clock = new VirtualClock();
  const store = await openedStore(dir, fail, clock);
  const said = await used(store, clock, random);
  const killed = contentsOf(dir);
  const saidAtStop = lastsOf(store);
  await store.close();
  const stopped = contentsOf(dir);
  const next = await openedStore(dir, fail, clock);
  const saidNext = await used(next, clock, random);
  const restarted = contentsOf(dir);
  await next.close();
  return [
    { files: killed, said, how: 'killed' },
    { files: stopped, said: saidAtStop, how: 'stopped' },
    { files: restarted, said: saidNext, how: 'restarted' },
  ];
}

/** @returns how far the state log knows that messages go, before the last of them */
async function used(
  store: FileStore,
  clock: VirtualClock,
  random: Random,
): Promise<Map<string, number>> {
  const session = new Session(store, random);
  for (let step = 0; step < STEPS; step++) session.step();
  session.overflow();
  await clock.pass(1000, () => Promise.resolve());
  const said = lastsOf(store);
  // State that a message builds on is missed when it is gone.
  for (let step = 0; step < random.below(3); step++) session.publish();
  session.publish();
  return said;
}

function lastsOf(store: FileStore): Map<string, number> {
  return new Map(NAMES.map((name) => [name, store.messagesOf(name).last]));
}

class Session {
  readonly #subscriptions: Stateful[] = [];
  #ids = 0;
  #published = 0;

  constructor(
    private readonly store: FileStore,
    private readonly random: Random,
  ) {
    for (const name of NAMES) this.#append(name, 100);
    store.commit();
  }

  step(): void {
    const { store, random } = this;
    const name = random.pick(NAMES);
    const id = `client-${random.below(5)}`;
    const what = random.below(20);
    if (what < 10) this.#append(name, random.below(2000));
    else if (what < 13) store.commit();
    else if (what === 13) store.messagesOf(name).drop();
    else if (what === 14) store.addClient({ id, heartbeatInbox: 'hb', connID: '\0\xff' });
    else if (what === 15) store.removeClient(id);
    else if (what === 16) this.#subscribe(name);
    else if (what === 17) this.#unsubscribe();
    else if (what === 18) this.#touch();
    else if (random.below(10) === 0) store.forget(name);
  }

  publish(): void {
    this.#append(this.random.pick(NAMES), 500);
    this.store.commit();
  }

  /** A file that is longer than what it is still needed for has another one after it. */
  overflow(): void {
    const [name] = NAMES as [string];
    for (let count = 0; count < 9; count++) {
      this.#append(name, 600_000);
      this.store.commit();
    }
    const messages = this.store.messagesOf(name);
    while (messages.bytes > 1_500_000) messages.drop();
    this.#append(name, 1000);
    this.store.commit();
  }

  #append(name: string, size: number): void {
    const bytes = Buffer.alloc(size + 10, `${name} ${++this.#published} `);
    this.store.messagesOf(name).append(
      {
        size: bytes.length,
        write: (target, at) => bytes.copy(target, at),
      },
      this.#published,
    );
  }

  #subscribe(channel: string): void {
    const { last } = this.store.messagesOf(channel);
    const pending = new Set<number>();
    for (let sequence = Math.max(1, last - 5); sequence <= last; sequence++) pending.add(sequence);
    const id = ++this.#ids;
    const [durableName, groupKey] = this.random.pick([
      ['', undefined],
      ['d', undefined],
      ['d', 'd:g'],
    ] as const);
    const own = { id, channel, lastSent: last, groupLastSent: groupKey ? last : 0 };
    const terms = { clientID: 'client-1', inbox: `_INBOX.${id}`, ackInbox: `_INBOX.a${id}` };
    const rest = { ...terms, maxInFlight: 10, ackWait: 30_000, durableName, groupKey };
    const state = (): SubscriptionState => ({
      ...own,
      ...rest,
      isActive: true,
      pending: [...pending],
    });
    const subscription = { ...own, pending, state };
    this.#subscriptions.push(subscription);
    this.store.saveSubscription(subscription);
  }

  #unsubscribe(): void {
    const subscription = this.#subscriptions.shift();
    if (subscription) this.store.removeSubscription(subscription);
  }

  #touch(): void {
    if (this.#subscriptions.length === 0) return;
    const { pending, ...subscription } = this.random.pick(this.#subscriptions);
    const [sequence] = pending as Set<number>;
    if (sequence === undefined) return;
    (pending as Set<number>).delete(sequence);
    this.store.touch({ ...subscription, pending }, sequence);
  }
}

function read(store: FileStore, name: string, sequence: number): string {
  const messages = store.messagesOf(name);
  const bytes = messages.get(sequence);
  if (!bytes) throw new Error(`message ${sequence} of ${JSON.stringify(name)} cannot be read`);
  return `${messages.timeOf(sequence)} ${bytes.length} ${bytes.toString('latin1', 0, 40)}`;
}

function fail(text: string): void {
  throw new Error(`an untouched store was mended: ${text}`);
}

/** An empty folder. */
export function emptied(dir: string): string {
  for (const name of fs.readdirSync(dir)) fs.rmSync(`${dir}/${name}`, { recursive: true });
  return dir;
}
