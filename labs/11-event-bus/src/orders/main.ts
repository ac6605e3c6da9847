import type { Order } from '../events';
import { OwnedRows, type Versioned } from '../owned';
import { startService } from '../service';
import { copiesIn } from './copies';
import { TicketCreatedListener, TicketUpdatedListener } from './listeners';
import { type Orders, placeOrder } from './orders';

/** `POST /orders` takes an order. */
void startService('orders', ({ stan, connection, parked, tell }) => {
  const copies = copiesIn(connection);
  const orders: Orders = new OwnedRows<Order & Versioned>(connection, 'orders', tell);
  return {
    listeners: [
      new TicketCreatedListener(stan, parked, copies),
      new TicketUpdatedListener(stan, parked, copies),
    ],
    owned: [orders],
    http: {
      port: Number(process.env.PORT ?? 3001),
      answer: async (_, __, body) => {
        const { ticketId, account } = body as { ticketId: string; account: string };
        const ticket = await copies.find(ticketId);
        if (!ticket) throw new Error(`orders has not heard of ticket ${ticketId}.`);
        return placeOrder(orders, ticket, account);
      },
    },
  };
});
