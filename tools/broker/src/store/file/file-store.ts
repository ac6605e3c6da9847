import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {
  type ClientState,
  type Recovered,
  type Stateful,
  type Store,
  StoreError,
  type StoreUser,
} from '../store';
import { type Committing, Commits } from './commits';
import { Contents } from './contents';
import { DeferredWrites } from './deferred-writes';
import { makeFolder, replaceFile } from './disk';
import { damaged, ended, unusable } from './failure';
import { FileMessages, type Home, type MessageWrite } from './file-messages';
import {
  channelFolder,
  closedFile,
  closedRecord,
  hasStore,
  segmentFile,
  stateFile,
} from './folder';
import { lockFolder } from './lock';
import { Damage } from './record';
import { Recovery, segmentSeed } from './recovery';
import type { SegmentName } from './segment-file';
import { type Change, State } from './state';
import { StateLog } from './state-log';

/**
 * Keeps everything in a folder, where it survives `kill -9` (behaviour document, section 4).
 *
 * Messages are appended to the files of their channel, all else to one log, which is on the disk before
 * the messages that build on it. A disk takes a thousand messages in the time of one: see `Commits`.
 */
export class FileStore implements Store, Home, Committing {
  readonly type = 'FILE';
  readonly recovered: Recovered | undefined;
  readonly #dir: string;
  readonly #user: StoreUser;
  readonly #unlock: () => void;
  readonly #state: State;
  readonly #stateLog: StateLog;
  readonly #contents: Contents;
  readonly #deferred: DeferredWrites;
  /** What the next commit writes: changes in order, and channels with new messages or marks. */
  #changes: (() => Change)[] = [];
  readonly #changed = new Set<FileMessages>();
  /** Channels that have files to be closed or removed, when no thread writes to them. */
  readonly #untidy = new Set<FileMessages>();
  /** Channels that are deleted: with the next commit, and for good. */
  #deleted: FileMessages[] = [];
  #gone: FileMessages[] = [];
  readonly #commits = new Commits(this);
  #isOpen = true;
  #closed: Promise<void> | undefined;

  /**
   * Opens the store in `dir`, or makes one.
   *
   * @throws StoreError if the folder is used by another server, cannot be used, or what is in it is not
   * what was written; then nothing in it is changed
   */
  static async open(dir: string, user: StoreUser): Promise<FileStore> {
    let unlock: (() => void) | undefined;
    try {
      makeFolder(path.resolve(dir));
      hasStore(dir);
      unlock = await lockFolder(dir);
      return new FileStore(dir, user, unlock);
    } catch (error) {
      unlock?.();
      throw unusable(error, dir);
    }
  }

  private constructor(dir: string, user: StoreUser, unlock: () => void) {
    this.#dir = dir;
    this.#user = user;
    this.#unlock = unlock;
    const found = hasStore(dir) ? this.#recover() : undefined;
    this.#state = found?.state ?? new State(user.clusterID, randomBytes(16).toString('hex'), 0);
    const channels = found?.channels.map((channel) => new FileMessages(this, channel)) ?? [];
    this.#contents = new Contents(this.#state, channels);
    this.recovered = found && this.#contents.recovered;
    this.#deferred = new DeferredWrites(user.clock, this.#contents.channels, this, (changes) =>
      this.#say(changes),
    );
    const mend = (): void => found?.mend().forEach((sentence) => user.warn(sentence));
    const after = found?.number ?? 0;
    const { changes } = this.#contents;
    this.#stateLog = new StateLog(stateFile(dir), after, this.#state, changes, mend);
  }

  messagesOf(channel: string): FileMessages {
    const { channels } = this.#contents;
    let messages = channels.get(channel);
    if (!messages) {
      const id = ++this.#state.channelIDs;
      const none = { first: 1, last: 0, bytes: 0, count: 0, segments: [] };
      messages = new FileMessages(this, { id, name: channel, ...none });
      channels.set(channel, messages);
      const { state } = messages;
      this.#change(() => ({ kind: 'channel', channel: state }));
    }
    return messages;
  }

  forget(channel: string): void {
    const messages = this.#contents.channels.get(channel);
    if (!messages) return;
    this.#contents.forget(channel);
    this.#changed.delete(messages);
    this.#deleted.push(messages);
    this.#change(() => ({ kind: 'channel deleted', id: messages.id }));
  }

  addClient(client: ClientState): void {
    this.#contents.clients.set(client.id, client);
    this.#change(() => ({ kind: 'client', client }));
  }

  removeClient(id: string): void {
    this.#contents.clients.delete(id);
    this.#change(() => ({ kind: 'client removed', id }));
  }

  saveSubscription(subscription: Stateful): void {
    this.#contents.subscriptions.set(subscription.id, subscription);
    this.#change(() => this.#contents.wholeOf(subscription));
    this.#deferred.flushMarks(subscription.channel);
  }

  touch(subscription: Stateful, sequence: number): void {
    const { channels, subscriptions } = this.#contents;
    const messages = channels.get(subscription.channel);
    // What is removed, or was in a channel that is deleted, has no marks.
    if (!messages) return;
    if (!messages.marks.knows(subscription.id)) {
      if (!subscriptions.has(subscription.id)) return;
      subscriptions.set(subscription.id, subscription);
    }
    messages.marks.touch(subscription, sequence);
    this.#deferred.marked(messages);
  }

  removeSubscription({ id, channel }: Stateful): void {
    const { channels, subscriptions } = this.#contents;
    subscriptions.delete(id);
    channels.get(channel)?.marks.forget(id);
    this.#change(() => ({ kind: 'subscription removed', id }));
    this.#deferred.flushMarks(channel);
  }

  changed(messages: FileMessages): void {
    this.#changed.add(messages);
    this.#commits.due();
  }

  nameOf(channel: number, first: number): SegmentName {
    const seed = segmentSeed(this.#state.storeID, channel);
    return { file: segmentFile(this.#dir, channel, first), first, seed };
  }

  unreadable(file: string, error: unknown): void {
    this.failed(error instanceof Damage ? damaged(file, error.message, error.at) : error);
  }

  afterCommit(then: () => void): void {
    this.#commits.afterCommit(then);
  }

  get isBusy(): boolean {
    return this.#commits.isBusy;
  }

  commit(): void {
    this.#commits.commit();
  }

  async close(): Promise<void> {
    await (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    const { channels } = this.#contents;
    // Twice: how far the messages go is known when all of them are kept.
    for (let times = 0; times < 2; times++) {
      for (const messages of channels.values()) this.changed(messages);
      this.commit();
    }
    await this.#commits.landed();
    const isWhole = this.#isOpen;
    this.#stop();
    try {
      if (isWhole) this.#stateLog.keep();
      this.#stateLog.close();
      for (const messages of channels.values()) messages.close(isWhole);
      if (!isWhole) return;
      const sizes = [...channels.values()].flatMap((messages) => messages.sizes);
      const all = new Map([[stateFile(this.#dir), this.#stateLog.size], ...sizes]);
      replaceFile(closedFile(this.#dir), closedRecord(this.#dir, all));
    } catch (error) {
      this.#user.failed(ended(error, this.#dir) as Error);
    } finally {
      this.#unlock();
    }
  }

  prepare(): MessageWrite[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    const changes = this.#changes.map((change) => change());
    this.#changes = [];
    for (const messages of changed) changes.push(...messages.begin());
    const isUrgent = changes.length > 0;
    for (const messages of changed) {
      changes.push(...messages.marks.take(), ...messages.bounds(false));
      if (!messages.isTidy) this.#untidy.add(messages);
    }
    if (changes.length > 0) this.#stateLog.append(changes, isUrgent);
    if (this.#stateLog.isLong) this.#stateLog.rewrite(this.#contents.changes);
    this.#gone.push(...this.#deleted.splice(0));
    return changed
      .map((messages) => messages.write(this.#stateLog.known))
      .filter((write) => write !== undefined);
  }

  get needsQuiet(): boolean {
    return this.#untidy.size > 0 || this.#gone.length > 0;
  }

  written(): void {
    for (const messages of this.#untidy) messages.tidy(() => this.#stateLog.keep());
    this.#untidy.clear();
    for (const messages of this.#gone.splice(0)) {
      messages.close(false);
      fs.rmSync(channelFolder(this.#dir, messages.id), { recursive: true, force: true });
    }
    this.#deferred.moved();
  }

  /** What a message was sent to is written before its publisher has the ack, as on the real server. */
  told(writes: readonly MessageWrite[]): void {
    const changes = writes.flatMap(({ marks }) => marks.take());
    if (changes.length > 0) this.#stateLog.append(changes, false);
  }

  /** What was not kept is not acknowledged: clients send it again, to this server or the next. */
  failed(error: unknown): void {
    if (!this.#isOpen) return;
    this.#stop();
    this.#user.failed(ended(error, this.#dir) as Error);
  }

  #say(changes: readonly Change[]): void {
    try {
      this.#stateLog.append(changes, false);
    } catch (error) {
      this.failed(error);
    }
  }

  #change(change: () => Change): void {
    this.#changes.push(change);
    this.#commits.due();
  }

  #stop(): void {
    this.#isOpen = false;
    this.#commits.stop();
    this.#deferred.stop();
  }

  /** The folder belongs to one cluster ID (section 4.2). */
  #recover(): Recovery {
    const found = new Recovery(this.#dir);
    const { clusterID } = found.state;
    if (clusterID === this.#user.clusterID) return found;
    throw new StoreError(
      `cluster ID "${this.#user.clusterID}" does not match recovered value of "${clusterID}"`,
    );
  }
}
