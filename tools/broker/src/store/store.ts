import type { Clock } from '@workbook/clock';
import type { MessageStore } from './message-store';

/** A client as it is kept. */
export interface ClientState {
  readonly id: string;
  readonly heartbeatInbox: string;
  /** Bytes as latin1; empty in protocol 0. */
  readonly connID: string;
}

/** A subscription as it is kept: an active one, or a durable that waits for somebody to come back. */
export interface SubscriptionState {
  readonly id: number;
  readonly channel: string;
  readonly clientID: string;
  readonly inbox: string;
  readonly ackInbox: string;
  readonly maxInFlight: number;
  /** Milliseconds. */
  readonly ackWait: number;
  /** Empty if it is not durable. */
  readonly durableName: string;
  /** Of its queue group; undefined if it is in none. */
  readonly groupKey: string | undefined;
  readonly lastSent: number;
  /** Of its group; 0 if it is in none. */
  readonly groupLastSent: number;
  readonly isActive: boolean;
  /** Sequences that were sent and not acknowledged. */
  readonly pending: readonly number[];
}

/** Something that changes often, and is looked at when it is kept. */
export interface Stateful extends Pick<
  SubscriptionState,
  'id' | 'channel' | 'lastSent' | 'groupLastSent'
> {
  readonly pending: Pick<ReadonlyMap<number, unknown>, 'has' | 'keys' | 'size'>;
  state(): SubscriptionState;
}

/** What was found when the server started. */
export interface Recovered {
  readonly clients: readonly ClientState[];
  readonly channels: readonly string[];
  readonly subscriptions: readonly SubscriptionState[];
}

/** Where a server keeps its state (behaviour document, section 4). */
export interface Store {
  readonly type: 'MEMORY' | 'FILE';
  /** Undefined if there was nothing. */
  readonly recovered: Recovered | undefined;
  /** The messages of a channel; what is kept of them, if it is known. */
  messagesOf(channel: string): MessageStore;
  /** The channel is deleted, with its messages and subscriptions. */
  forget(channel: string): void;
  addClient(client: ClientState): void;
  removeClient(id: string): void;
  /** It is new, has come back or has gone offline. */
  saveSubscription(subscription: Stateful): void;
  /**
   * `sequence` was sent or acknowledged, or is pending elsewhere: this is kept along with something else of
   * the channel, and may be lost before (section 4.3).
   */
  touch(subscription: Stateful, sequence: number): void;
  removeSubscription(subscription: Stateful): void;
  /** Keeps all that has changed, then runs what waits for it. In memory there is nothing to do. */
  commit(): void;
  /** Something is not kept yet, and somebody may wait for it. */
  readonly isBusy: boolean;
  /** Runs `then` when all that has changed so far is kept: at once in memory. */
  afterCommit(then: () => void): void;
  /** Keeps all that has changed and lets the folder go; resolves when that is done. */
  close(): Promise<void>;
}

/** What a store on disk needs to know of its server. */
export interface StoreUser {
  readonly clusterID: string;
  readonly clock: Clock;
  /** Called once if the disk takes no more; nothing that waits for a commit is run after that. */
  failed(error: Error): void;
  /** Is told, in a sentence each, what was mended when the store was opened. */
  warn(text: string): void;
}

/** A store that cannot be opened, or not be written any more. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
