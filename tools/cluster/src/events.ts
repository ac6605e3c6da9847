import type { Clock } from '@workbook/clock';
import { type KubeEvent, type KubeObject, timestamp } from './objects';
import { EVENTS } from './resources/others';
import type { Store } from './store';

/** What `kubectl describe` shows below everything else. */
export class EventLog {
  readonly #store: Store;
  readonly #clock: Clock;
  #next = 1;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @param component who says so: `kubelet` */
  tell(
    component: string,
    about: KubeObject,
    reason: string,
    message: string,
    type: KubeEvent['type'] = 'Normal',
  ): void {
    const { name, namespace = 'default', uid } = about.metadata;
    const now = timestamp(this.#clock.now());
    this.#store.create(EVENTS, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${(this.#next++).toString(16).padStart(16, '0')}`, namespace },
      involvedObject: { kind: about.kind, apiVersion: about.apiVersion, namespace, name, uid },
      type,
      reason,
      message,
      source: { component },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
    });
  }
}
