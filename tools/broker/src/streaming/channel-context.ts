import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Router } from '../nats/router';
import type { Emit } from '../recorder';
import type { Store } from '../store/store';
import type { Traffic } from '../traffic';

/** What the channels and their subscriptions need of their server. */
export interface ChannelContext {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly emit: Emit;
  readonly traffic: Traffic;
  readonly store: Store;
}
