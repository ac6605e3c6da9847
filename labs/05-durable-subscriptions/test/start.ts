import type { Stan, Subscription } from 'node-nats-streaming';
import type { OnMessage } from '../src/order-updated';

/** What the learner wrote. */
export interface Listener {
  readonly listen: (stan: Stan, onMessage: OnMessage) => Subscription;
}

/** What the copies of one service did from one start to the next. */
export interface Start {
  readonly service: 'payments' | 'audit';
  /** Their client IDs. */
  readonly clients: readonly string[];
  /** The numbers of the events that they handled. */
  readonly handled: readonly number[];
  /** How `onMessage` was called, if not with an event and its message. */
  readonly misuse?: string | undefined;
}

/** A start in this process, whose copies can still be reached. */
export interface StartHere extends Start {
  /** What was called: whoever goes on in the same process calls it again. */
  readonly listen: Listener['listen'];
  readonly subscriptions: readonly Subscription[];
  /** What the subscriptions reported as an error, in words. */
  readonly errors: readonly string[];
  /** The numbers of the events that came to their handlers after they had gone away. */
  readonly handledSince: readonly number[];
  /** Closes the connections, one copy after the other, as when their processes end at Ctrl-C. */
  goAway(): Promise<void>;
}
