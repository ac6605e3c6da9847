import type { ClientState, SubscriptionState } from '../store';
import { runsOf, sequencesOf } from './runs';

/** A channel as the state log has it. */
export interface ChannelState {
  readonly id: number;
  readonly name: string;
  /** The sequence of the oldest message that is not dropped. */
  readonly first: number;
  /** The newest message that is known to be there; there may be more. */
  readonly last: number;
  /** The first sequences of the files with its messages. */
  readonly segments: readonly number[];
}

type WrittenSubscription = Omit<SubscriptionState, 'pending'> & { readonly pending: string };

/** Something that a record of the state log says. */
export type Change =
  | { readonly kind: 'client'; readonly client: ClientState }
  | { readonly kind: 'client removed'; readonly id: string }
  | { readonly kind: 'channel'; readonly channel: ChannelState }
  | { readonly kind: 'channel deleted'; readonly id: number }
  /** Messages from `first` on are in another file. */
  | { readonly kind: 'segment'; readonly channel: number; readonly first: number }
  | {
      readonly kind: 'bounds';
      readonly channel: number;
      readonly first: number;
      readonly last: number;
    }
  | { readonly kind: 'subscription'; readonly subscription: WrittenSubscription }
  | { readonly kind: 'subscription removed'; readonly id: number }
  /** What was sent and acknowledged since: runs of sequences that are pending now, and that are not. */
  | {
      readonly kind: 'marks';
      readonly id: number;
      readonly lastSent: number;
      readonly groupLastSent: number;
      readonly pending: string;
      readonly released: string;
    };

export function subscriptionChange(state: SubscriptionState): Change {
  return { kind: 'subscription', subscription: { ...state, pending: runsOf(state.pending) } };
}

/** What all records of the state log together say. */
export class State {
  readonly clients = new Map<string, ClientState>();
  readonly channels = new Map<number, ChannelState>();
  readonly #subscriptions = new Map<number, SubscriptionState>();
  readonly #pending = new Map<number, Set<number>>();

  /** @param channelIDs the highest that a channel has ever had */
  constructor(
    readonly clusterID: string,
    readonly storeID: string,
    public channelIDs: number,
  ) {}

  get subscriptions(): SubscriptionState[] {
    return [...this.#subscriptions.values()]
      .map((state) => ({ ...state, pending: [...this.#pending.get(state.id)!] }))
      .sort((one, other) => one.id - other.id);
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'client':
        this.clients.set(change.client.id, change.client);
        break;
      case 'client removed':
        this.clients.delete(change.id);
        break;
      case 'channel':
        this.channels.set(change.channel.id, change.channel);
        this.channelIDs = Math.max(this.channelIDs, change.channel.id);
        break;
      case 'channel deleted':
        this.#deleteChannel(change.id);
        break;
      case 'segment':
        this.#update(change.channel, ({ segments }) => ({ segments: [...segments, change.first] }));
        break;
      case 'bounds':
        this.#update(change.channel, ({ segments }) => ({
          first: change.first,
          last: change.last,
          segments: segments.filter((_, index) => !(segments[index + 1]! <= change.first)),
        }));
        break;
      case 'subscription': {
        const { pending, ...rest } = change.subscription;
        this.#subscriptions.set(rest.id, { ...rest, pending: [] });
        this.#pending.set(rest.id, new Set(sequencesOf(pending)));
        break;
      }
      case 'subscription removed':
        this.#subscriptions.delete(change.id);
        this.#pending.delete(change.id);
        break;
      case 'marks': {
        const { id, lastSent, groupLastSent } = change;
        const pending = this.#pending.get(id);
        this.#subscriptions.set(id, { ...this.#subscriptions.get(id)!, lastSent, groupLastSent });
        for (const sequence of sequencesOf(change.pending)) pending!.add(sequence);
        for (const sequence of sequencesOf(change.released)) pending!.delete(sequence);
      }
    }
  }

  #deleteChannel(id: number): void {
    const name = this.channels.get(id)?.name;
    this.channels.delete(id);
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.channel !== name) continue;
      this.#subscriptions.delete(subscription.id);
      this.#pending.delete(subscription.id);
    }
  }

  #update(id: number, change: (channel: ChannelState) => Partial<ChannelState>): void {
    const channel = this.channels.get(id)!;
    this.channels.set(id, { ...channel, ...change(channel) });
  }
}
