import type { Subscription } from 'node-nats-streaming';

/** Tells the broker that this copy stops; whoever calls this closes the connection next. */
export function stop(subscription: Subscription): void {
  subscription.unsubscribe();
}
