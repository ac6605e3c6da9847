import type { ClientState, Recovered, Stateful } from '../store';
import type { FileMessages } from './file-messages';
import { type Change, type State, subscriptionChange } from './state';

type Subscription = Pick<Stateful, 'state'>;

/** All that is in a store while the server runs: the state log says no more when it is written anew. */
export class Contents {
  readonly clients: Map<string, ClientState>;
  /** By name. */
  readonly channels = new Map<string, FileMessages>();
  readonly subscriptions = new Map<number, Subscription>();
  /** What was there when the server started. */
  readonly recovered: Recovered;

  constructor({ clients, subscriptions }: State, channels: readonly FileMessages[]) {
    this.clients = clients;
    for (const messages of channels) this.channels.set(messages.name, messages);
    for (const kept of subscriptions) this.subscriptions.set(kept.id, { state: () => kept });
    this.recovered = {
      clients: [...clients.values()],
      channels: channels.map(({ name }) => name),
      subscriptions,
    };
  }

  get changes(): Change[] {
    return [
      ...[...this.clients.values()].map((client): Change => ({ kind: 'client', client })),
      ...[...this.channels.values()].map(({ state }): Change => ({
        kind: 'channel',
        channel: state,
      })),
      ...[...this.subscriptions.values()].map((each) => this.wholeOf(each)),
    ];
  }

  /** All of a subscription: its marks are in it. */
  wholeOf(subscription: Subscription): Change {
    const state = subscription.state();
    this.channels.get(state.channel)?.marks.forget(state.id);
    return subscriptionChange(state);
  }

  /** A channel is deleted, with its subscriptions. */
  forget(channel: string): void {
    this.channels.delete(channel);
    for (const [id, subscription] of this.subscriptions) {
      if (subscription.state().channel === channel) this.subscriptions.delete(id);
    }
  }
}
