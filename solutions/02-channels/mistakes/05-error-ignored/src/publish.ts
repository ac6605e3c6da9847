import type { Stan } from 'node-nats-streaming';
import type { OrderUpdated } from './order-updated';
import { Subjects } from './subjects';

/**
 * Publishes an event. Resolves when the broker has stored it; rejects when the broker has refused it
 * or has not answered.
 */
export function publish(stan: Stan, event: OrderUpdated): Promise<void> {
  return new Promise((resolve) => {
    stan.publish(Subjects.OrderUpdated, JSON.stringify(event), () => resolve());
  });
}
