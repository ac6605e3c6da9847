import type { Timer } from '../../clock';
import type { StoreUser } from '../open';
import { type ClientState, type Stateful, type Recovered, type Store, StoreError } from '../store';
import type { Block } from './block';
import {
  beginWriting,
  closeDatabase,
  type Connection,
  damaged,
  explained,
  fileIn,
  letGo,
  openDatabase,
} from './database';
import { FileMessages, type Home } from './file-messages';
import { Tables } from './tables';
import { verifyChannel, verifyFile } from './verify';

/** Sent marks and acks wait for another commit, but not longer than this (section 4.3). */
const MARKS_MS = 60_000;
/** Blocks that are read at once. */
const BLOCKS_PER_PAGE = 16;

/**
 * Keeps everything in a folder, where it survives `kill -9` (behaviour document, section 4).
 *
 * All that comes in one turn of the event loop is one transaction: a disk takes a thousand messages in
 * the time of one. Who waits for a commit is told after it.
 */
export class FileStore implements Store, Home {
  readonly type = 'FILE';
  readonly recovered: Recovered | undefined;
  readonly #tables: Tables;
  readonly #dir: string;
  readonly #db: Connection;
  readonly #user: StoreUser;
  readonly #messages = new Map<string, FileMessages>();
  #channelIDs = 0;
  /** What the next commit writes: changes in order, channels with new messages, subscriptions. */
  #changes: (() => void)[] = [];
  readonly #changedMessages = new Set<FileMessages>();
  readonly #touched = new Map<number, Stateful>();
  #waiting: (() => void)[] = [];
  #scheduled: NodeJS.Immediate | undefined;
  #marks: Timer | undefined;
  #isOpen = true;

  /** @throws StoreError if the folder is used by another server, or what is in it cannot be read */
  constructor(dir: string, user: StoreUser) {
    this.#dir = dir;
    this.#user = user;
    this.#db = openDatabase(dir);
    try {
      verifyFile(this.#db, fileIn(dir));
      this.#tables = new Tables(this.#db);
      const isNew = this.#tables.clusterID === undefined;
      this.recovered = isNew ? undefined : this.#recover();
      beginWriting(this.#db);
      if (isNew) this.#tables.putClusterID(user.clusterID);
    } catch (error) {
      letGo(this.#db);
      throw explained(error, dir);
    }
  }

  messagesOf(channel: string): FileMessages {
    let messages = this.#messages.get(channel);
    if (!messages) {
      const row = { id: ++this.#channelIDs, name: channel, first: 1, last: 0 };
      messages = new FileMessages(this, row, 0);
      this.#messages.set(channel, messages);
      this.changed(messages);
    }
    return messages;
  }

  forget(channel: string): void {
    const messages = this.#messages.get(channel);
    if (!messages) return;
    this.#messages.delete(channel);
    this.#changedMessages.delete(messages);
    const { row } = messages;
    this.#change(() => this.#tables.deleteChannel(row));
  }

  addClient(client: ClientState): void {
    this.#change(() => this.#tables.putClient(client));
  }

  removeClient(id: string): void {
    this.#change(() => this.#tables.deleteClient(id));
  }

  saveSubscription(subscription: Stateful): void {
    this.#change(() => this.#tables.putSubscription(subscription.state()));
  }

  touch(subscription: Stateful): void {
    this.#touched.set(subscription.id, subscription);
    this.#marks ??= this.#user.clock.after(MARKS_MS, () => this.#commit());
  }

  removeSubscription(id: number): void {
    this.#touched.delete(id);
    this.#change(() => this.#tables.deleteSubscription(id));
  }

  changed(messages: FileMessages): void {
    this.#changedMessages.add(messages);
    this.#schedule();
  }

  read(channel: number, sequence: number): Block[] {
    return this.#isOpen ? this.#tables.blocksFrom(channel, sequence, BLOCKS_PER_PAGE) : [];
  }

  damaged(what: string): void {
    this.#fail(damaged(fileIn(this.#dir), what));
  }

  afterCommit(then: () => void): void {
    this.#waiting.push(then);
    this.#schedule();
  }

  commit(): void {
    if (this.#scheduled) this.#commit();
  }

  close(): void {
    this.#commit();
    if (this.#isOpen) closeDatabase(this.#db);
    this.#isOpen = false;
  }

  #commit(): void {
    clearImmediate(this.#scheduled);
    this.#scheduled = undefined;
    this.#marks?.cancel();
    this.#marks = undefined;
    if (!this.#isOpen) return;
    try {
      this.#write();
    } catch (error) {
      this.#fail(error);
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const then of waiting) then();
  }

  #write(): void {
    if (this.#changes.length + this.#changedMessages.size + this.#touched.size === 0) return;
    this.#tables.transaction(() => {
      for (const messages of this.#changedMessages) messages.write(this.#tables);
      for (const change of this.#changes) change();
      for (const subscription of this.#touched.values()) {
        this.#tables.putSubscription(subscription.state());
      }
    });
    for (const messages of this.#changedMessages) messages.written();
    this.#changedMessages.clear();
    this.#changes = [];
    this.#touched.clear();
  }

  #change(change: () => void): void {
    this.#changes.push(change);
    this.#schedule();
  }

  /** After all that has arrived in this turn of the event loop. */
  #schedule(): void {
    this.#scheduled ??= setImmediate(() => this.#commit());
  }

  /** What was not written is not acknowledged: clients send it again, to this server or the next. */
  #fail(error: unknown): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    letGo(this.#db);
    this.#user.failed(explained(error, this.#dir));
  }

  /** The folder belongs to one cluster ID (section 4.2). */
  #recover(): Recovered {
    const { clusterID, channels, clients, subscriptions } = this.#tables;
    if (clusterID !== this.#user.clusterID) {
      throw new StoreError(
        `cluster ID "${this.#user.clusterID}" does not match recovered value of "${clusterID}"`,
      );
    }
    for (const row of channels) {
      const bytes = verifyChannel(this.#tables, row, fileIn(this.#dir));
      this.#messages.set(row.name, new FileMessages(this, row, bytes));
      this.#channelIDs = Math.max(this.#channelIDs, row.id);
    }
    return { clients, channels: channels.map(({ name }) => name), subscriptions };
  }
}
