import type { Stan } from 'node-nats-streaming';
import type { OrderUpdated } from './order-updated';
import { publish } from './publish';

/** The shop's database: the status of each order, by its id. */
export type Orders = Map<string, OrderUpdated['status']>;

/**
 * Saves an order and tells everyone. Resolves when both are done: the customer may read "thank you".
 * Rejects when nobody could be told, and then the order is not saved either.
 */
export function placeOrder(stan: Stan, orders: Orders, orderId: string): Promise<void> {
  orders.set(orderId, 'placed');
  // TODO step 2: the customer reads "thank you" when this resolves. Who knows of the order then?
  publish(stan, { orderId, status: 'placed' }).catch((error: unknown) => console.error(error));
  return Promise.resolve();
}
