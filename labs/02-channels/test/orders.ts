import type { OrderUpdated } from '../src/order-updated';

/** Six orders that were placed one after the other. */
export const sixOrders: OrderUpdated[] = ['1', '2', '3', '4', '5', '6'].map((orderId) => ({
  orderId,
  status: 'placed',
}));
