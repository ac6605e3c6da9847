/** A program that uses the bus, as some service might have it. */
export interface Program {
  /** A sentence that goes on after "expected": `a ticket on order:created`. */
  readonly what: string;
  /** What it is made of. Lines that are wrong end with HERE; who has none is right. */
  readonly text: string;
}

/** The line of a mistake: the compiler has to stop there, and nowhere else. */
export const HERE = '// <-- here';

/** What every program is given: `given.ts`. */
export const given = `
import type { Stan } from 'node-nats-streaming';
import type { Delivery } from '../src/bus/listener';
import type { Parked } from '../src/bus/parked';
import type { Order, Ticket, Transaction } from '../src/events';
export { Publisher } from '../src/bus/publisher';
export { type Delivery, Listener } from '../src/bus/listener';
export type { Parked } from '../src/bus/parked';
export * from '../src/events';
export { Subjects } from '../src/subjects';
export type { Stan } from 'node-nats-streaming';
export declare const stan: Stan;
export declare const parked: Parked;
export declare const msg: Delivery;
export declare const ticket: Ticket;
export declare const order: Order;
export declare const transaction: Transaction;
`;

/** The first line of every program, which nobody is shown. */
export const imports =
  "import { type BusEvent, type Delivery, Listener, msg, type Order, type OrderCreated, order, parked, type Parked, Publisher, stan, type Stan, Subjects, ticket, type Ticket, type TicketCreated, type TicketUpdated, transaction, type Transaction, type TransactionCreated } from './given';";

export const rightPublishers: readonly Program[] = [
  {
    what: 'a publisher of tickets',
    text: `
class TicketCreatedPublisher extends Publisher<TicketCreated> {
  readonly subject = Subjects.TicketCreated;
}
const publisher = new TicketCreatedPublisher(stan);
void publisher.publish(ticket);
void publisher.publish({ id: 'a1', title: 'concert', price: 20, version: 0 });`,
  },
  {
    what: 'publishers whose subject has its type beside it',
    text: `
class OrderCreatedPublisher extends Publisher<OrderCreated> {
  subject: Subjects.OrderCreated = Subjects.OrderCreated;
}
class TicketUpdatedPublisher extends Publisher<TicketUpdated> {
  override readonly subject: TicketUpdated['subject'] = Subjects.TicketUpdated;
}
void new OrderCreatedPublisher(stan).publish({ id: 'b1', ticketId: 'a1', account: 'ann' });
const reserved = { id: 'b1', account: 'ann' };
void new TicketUpdatedPublisher(stan).publish({ ...ticket, order: reserved });`,
  },
  {
    what: 'a publisher that is made with more, and counts',
    text: `
class TransactionCreatedPublisher extends Publisher<TransactionCreated> {
  readonly subject = Subjects.TransactionCreated;
  #count = 0;
  constructor(stan: Stan, readonly name: string) {
    super(stan);
  }
  async number(rest: Omit<Transaction, 'number'>): Promise<void> {
    await this.publish({ ...rest, number: ++this.#count });
  }
}
void new TransactionCreatedPublisher(stan, 'transactions').number(transaction);
void new TransactionCreatedPublisher(stan, 'transactions').publish(transaction);`,
  },
];

export const rightListeners: readonly Program[] = [
  {
    what: 'a listener to tickets',
    text: `
class TicketCreatedListener extends Listener<TicketCreated> {
  readonly subject = Subjects.TicketCreated;
  readonly queueGroupName = 'orders';
  async onMessage(data: Ticket, msg: Delivery): Promise<void> {
    console.log(data.title, data.price, data.order?.account);
    msg.ack();
  }
}
const listener = new TicketCreatedListener(stan, parked);
listener.listen();
const handleAgain = (one: Listener<TicketCreated>) => one.onMessage(ticket, msg);
void handleAgain(listener);`,
  },
  {
    what: 'listeners that take the data apart, or need none of it',
    text: `
class TicketUpdatedListener extends Listener<TicketUpdated> {
  subject: Subjects.TicketUpdated = Subjects.TicketUpdated;
  queueGroupName = 'orders';
  async onMessage({ id, version }: TicketUpdated['data'], msg: Delivery) {
    console.log(id, version);
    msg.ack();
  }
}
class OrderCreatedListener extends Listener<OrderCreated> {
  readonly subject: OrderCreated['subject'] = Subjects.OrderCreated;
  readonly queueGroupName = 'tickets';
  onMessage({ ticketId }: { ticketId: string }): Promise<void> {
    return Promise.reject(new Error(ticketId));
  }
}
class EveryTransaction extends Listener<TransactionCreated> {
  readonly subject = Subjects.TransactionCreated;
  readonly queueGroupName = 'audit';
  async onMessage(): Promise<void> {}
}
for (const Each of [TicketUpdatedListener, OrderCreatedListener, EveryTransaction]) new Each(stan, parked).listen();`,
  },
  {
    what: 'listeners of one service with a class between, in one list',
    text: `
abstract class OfAccounts<Event extends BusEvent> extends Listener<Event> {
  readonly queueGroupName = 'accounts';
  constructor(stan: Stan, parked: Parked, protected readonly balances: Map<string, number>) {
    super(stan, parked);
  }
}
class TransactionCreatedListener extends OfAccounts<TransactionCreated> {
  readonly subject = Subjects.TransactionCreated;
  async onMessage({ account, amount }: Transaction): Promise<void> {
    this.balances.set(account, amount);
  }
}
class OrderCreatedListener extends OfAccounts<OrderCreated> {
  readonly subject = Subjects.OrderCreated;
  async onMessage(order: Order): Promise<void> {
    this.balances.set(order.account, 0);
  }
}
const all: readonly Listener<BusEvent>[] = [
  new TransactionCreatedListener(stan, parked, new Map()),
  new OrderCreatedListener(stan, parked, new Map()),
];
for (const listener of all) listener.listen();`,
  },
];

/** What publish() comes to. */
export const rightPromise: Program = {
  what: 'who awaits publish(), as a promise that resolves to nothing,',
  text: `
async function tell(publisher: Publisher<TicketCreated>): Promise<void> {
  const stored: Promise<void> = publisher.publish(ticket);
  await stored.catch((error: unknown) => console.error(error));
  return publisher.publish(ticket);
}`,
};
