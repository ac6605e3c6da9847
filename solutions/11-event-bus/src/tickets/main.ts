import type { Ticket } from '../events';
import { OwnedRows } from '../owned';
import { startService } from '../service';
import { OrderCreatedListener } from './listeners';
import { changePrice, createTicket, type Tickets } from './tickets';

/** `POST /tickets` makes a ticket, `PUT /tickets/ID` changes its price. */
void startService('tickets', ({ stan, connection, parked, tell }) => {
  const tickets: Tickets = new OwnedRows<Ticket>(connection, 'tickets', tell);
  return {
    listeners: [new OrderCreatedListener(stan, parked, tickets)],
    owned: [tickets],
    http: {
      port: Number(process.env.PORT ?? 3000),
      answer: (_, [, id], body) =>
        id === undefined
          ? createTicket(tickets, body as Pick<Ticket, 'title' | 'price'>)
          : changePrice(tickets, id, body.price as number),
    },
  };
});
