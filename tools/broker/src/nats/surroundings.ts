import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Traffic } from '../traffic';
import type { Authorization } from './authorization';
import type { CoreLimits } from './limits';
import type { Router } from './router';
import type { Activity } from './settle';
import type { Turn } from './turn';

/** What a connection needs of its server. */
export interface Surroundings {
  readonly router: Router;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: CoreLimits;
  readonly authorization: Authorization;
  readonly activity: Activity;
  /** When what comes is handled. */
  readonly turn: Turn;
  /** Of all connections together. */
  readonly traffic: Traffic;
  /** The client did not take what was sent to it. */
  slow(): void;
  /** The socket is gone. */
  closed(): void;
}
