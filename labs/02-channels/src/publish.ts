import type { Stan } from 'node-nats-streaming';
import type { OrderUpdated } from './order-updated';
import { Subjects } from './subjects';

/**
 * Publishes an event. Resolves when the broker has stored it; rejects when the broker has refused it
 * or has not answered.
 */
export function publish(stan: Stan, event: OrderUpdated): Promise<void> {
  // TODO step 2: the broker answers later, to a callback. Its first argument is an error or nothing.
  stan.publish(Subjects.OrderUpdated, JSON.stringify(event));
  return Promise.resolve();
}
