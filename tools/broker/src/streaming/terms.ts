import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Router } from '../nats/router';
import type { Record } from '../recorder';
import type { Store } from '../store/store';
import type { Traffic } from '../traffic';
import type { Client } from './client';

/** What a subscription lives among. */
export interface Surroundings {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly record: Record;
  readonly traffic: Traffic;
  readonly store: Store;
}

/** What the client asked for; a durable gets it anew at each resume. */
export interface Terms {
  readonly client: Client;
  readonly inbox: string;
  readonly ackInbox: string;
  readonly maxInFlight: number;
  /** Milliseconds. */
  readonly ackWait: number;
}
