import type { Subscription } from 'node-nats-streaming';

/** Tells the broker that this copy stops. When it has answered, the caller closes the connection. */
export function stop(subscription: Subscription): void {
  // TODO step 5: what does the broker keep of a group whose last copy stops like this?
  subscription.unsubscribe();
}
