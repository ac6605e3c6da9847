import { connect } from './connect';
import type { OrderUpdated } from './order-updated';
import { Subjects } from './subjects';

const orders: OrderUpdated[] = ['1', '2', '3', '4', '5', '6'].map((orderId) => ({
  orderId,
  status: 'placed',
}));

connect('publisher', (stan) => {
  let stored = 0;
  for (const order of orders) {
    stan.publish(Subjects.OrderUpdated, JSON.stringify(order), (error: unknown) => {
      if (error) throw new Error(`order ${order.orderId} was not stored: ${String(error)}`);
      console.log(`stored: order ${order.orderId} ${order.status}`);
      if (++stored === orders.length) stan.close();
    });
  }
});
