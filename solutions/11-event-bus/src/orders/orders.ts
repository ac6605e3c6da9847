import { randomBytes } from 'node:crypto';
import type { Order, Ticket } from '../events';
import type { OwnedRows, Versioned } from '../owned';
import { Subjects } from '../subjects';

/** Where the orders service keeps its orders. An order does not change, so that its version stays 0. */
export type Orders = OwnedRows<Order & Versioned>;

/**
 * Takes an order.
 *
 * @param ticket the service's own copy of it; it may be reserved already, which tickets knows best
 */
export async function placeOrder(orders: Orders, ticket: Ticket, account: string): Promise<Order> {
  const order = { id: randomBytes(6).toString('hex'), ticketId: ticket.id, account };
  await orders.insert({ ...order, version: 0 }, { subject: Subjects.OrderCreated, data: order });
  return order;
}
