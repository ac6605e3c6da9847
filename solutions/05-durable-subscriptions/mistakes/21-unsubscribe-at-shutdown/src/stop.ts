import type { Subscription } from 'node-nats-streaming';

/** Tells the broker that this copy stops. When it has answered, the caller closes the connection. */
export function stop(subscription: Subscription): void {
  subscription.unsubscribe();
}
