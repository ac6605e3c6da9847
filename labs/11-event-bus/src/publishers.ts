import type { Stan } from 'node-nats-streaming';
import { Publisher } from './bus/publisher';
import type {
  BusEvent,
  OrderCreated,
  TicketCreated,
  TicketUpdated,
  TransactionCreated,
} from './events';
import { Subjects } from './subjects';

class TicketCreatedPublisher extends Publisher<TicketCreated> {
  readonly subject = Subjects.TicketCreated;
}

class TicketUpdatedPublisher extends Publisher<TicketUpdated> {
  readonly subject = Subjects.TicketUpdated;
}

class OrderCreatedPublisher extends Publisher<OrderCreated> {
  readonly subject = Subjects.OrderCreated;
}

class TransactionCreatedPublisher extends Publisher<TransactionCreated> {
  readonly subject = Subjects.TransactionCreated;
}

/** Tells of something; resolves when the broker has stored it, rejects if it has not. */
export type Tell = (event: BusEvent) => Promise<void>;

/** Tells on `stan`, each event by the publisher of its kind. */
export function tellOn(stan: Stan): Tell {
  const ticketCreated = new TicketCreatedPublisher(stan);
  const ticketUpdated = new TicketUpdatedPublisher(stan);
  const orderCreated = new OrderCreatedPublisher(stan);
  const transactionCreated = new TransactionCreatedPublisher(stan);
  return (event) => {
    switch (event.subject) {
      case Subjects.TicketCreated:
        return ticketCreated.publish(event.data);
      case Subjects.TicketUpdated:
        return ticketUpdated.publish(event.data);
      case Subjects.OrderCreated:
        return orderCreated.publish(event.data);
      case Subjects.TransactionCreated:
        return transactionCreated.publish(event.data);
    }
  };
}
