import type { OrderUpdated } from '../src/order-updated';

/** Six orders that were placed one after the other. */
export const sixOrders: OrderUpdated[] = ['1', '2', '3', '4', '5', '6'].map((orderId) => ({
  orderId,
  status: 'placed',
}));

/** What happens to orders on a day: the last two say the same, and are two events. */
export const oneDay: OrderUpdated[] = [
  { orderId: '1', status: 'placed' },
  { orderId: '2', status: 'placed' },
  { orderId: '1', status: 'paid' },
  { orderId: '3', status: 'placed' },
  { orderId: '1', status: 'shipped' },
  { orderId: '2', status: 'placed' },
  { orderId: '2', status: 'paid' },
  { orderId: '2', status: 'paid' },
];
