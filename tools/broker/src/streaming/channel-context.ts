import type { Clock } from '@workbook/clock';
import type { Logger } from '../log';
import type { Interest, Router } from '../nats/router';
import type { Emit } from '../recorder';
import type { Store } from '../store/store';
import type { Traffic } from '../traffic';
import type { Limits } from './limits';

/** A subscription, as who reads its acks sees it. */
export interface Acknowledged {
  readonly channel: string;
  readonly ackInbox: string;
  acknowledge(sequence: number): void;
}

/** What the channels and their subscriptions need of their server. */
export interface ChannelContext {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly emit: Emit;
  readonly traffic: Traffic;
  readonly store: Store;
  readonly limits: Limits;
  /** True: a durable that is active goes to whoever asks for it next. */
  readonly replaceDurable: boolean;
  /** The highest number that a subscription of any channel has had. */
  readonly subscriptionIDs: { last: number };
  /** Takes the acks of a subscription until that ends, also while the server stops. */
  takeAcks(subscription: Acknowledged): Interest;
}
