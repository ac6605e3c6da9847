import { HERE, type Program } from './programs';

/** Publishes what is written `data`. */
const publishing = (what: string, Event: string, data: string, before = ''): Program => {
  return {
    what,
    text: `${before}
class ${Event}Publisher extends Publisher<${Event}> {
  readonly subject = Subjects.${Event};
}
const publisher = new ${Event}Publisher(stan);
void publisher.publish(${data}); ${HERE}`,
  };
};

export const wrongData: readonly Program[] = [
  publishing('a ticket on order:created', 'OrderCreated', 'ticket'),
  publishing(
    'a ticket on transaction:created, field by field',
    'TransactionCreated',
    "{ id: 'a1', title: 'concert', price: 20, version: 0 }",
  ),
  publishing('an order on ticket:updated', 'TicketUpdated', 'order'),
  publishing(
    'a ticket without a price',
    'TicketCreated',
    "{ id: 'a1', title: 'concert', version: 0 }",
  ),
  publishing(
    'a ticket whose price is a string',
    'TicketCreated',
    'dear',
    "\nconst dear = { id: 'a1', title: 'concert', price: '20', version: 0 };",
  ),
  publishing('an order as its text', 'OrderCreated', 'JSON.stringify(order)'),
  publishing('nothing on ticket:created', 'TicketCreated', ''),
];

/** A class of the bus with this subject. */
const publisherOn = (what: string, Event: string, subject: string): Program => {
  return {
    what,
    text: `
class SomePublisher extends Publisher<${Event}> {
  readonly subject = ${subject}; ${HERE}
}`,
  };
};

const listenerOn = (what: string, Event: string, subject: string): Program => {
  return {
    what,
    text: `
class SomeListener extends Listener<${Event}> {
  readonly subject = ${subject}; ${HERE}
  readonly queueGroupName = 'orders';
  async onMessage(data: ${Event}['data'], msg: Delivery): Promise<void> {
    msg.ack();
  }
}
new SomeListener(stan, parked).listen();`,
  };
};

export const wrongSubjectsOfPublishers: readonly Program[] = [
  publisherOn('a publisher of orders on ticket:created', 'OrderCreated', 'Subjects.TicketCreated'),
  publisherOn(
    'a publisher of new tickets on ticket:updated',
    'TicketCreated',
    'Subjects.TicketUpdated',
  ),
  publisherOn('a publisher whose subject is a string', 'OrderCreated', "'order:created'"),
  {
    what: 'a publisher of tickets with order:created for their subject',
    text: `
interface Mixed {
  readonly subject: Subjects.OrderCreated;
  readonly data: Ticket;
}
class MixedPublisher extends Publisher<Mixed> { ${HERE}
  readonly subject = Subjects.OrderCreated;
}`,
  },
  {
    what: 'a publisher without a subject',
    text: `
class SomePublisher extends Publisher<TicketCreated> {} ${HERE}`,
  },
];

export const wrongSubjectsOfListeners: readonly Program[] = [
  listenerOn('a listener for orders on ticket:created', 'OrderCreated', 'Subjects.TicketCreated'),
  listenerOn(
    'a listener for new tickets on ticket:updated',
    'TicketCreated',
    'Subjects.TicketUpdated',
  ),
  listenerOn('a listener whose subject is a string', 'TransactionCreated', "'transaction:created'"),
  {
    what: 'a listener without a subject',
    text: `
class SomeListener extends Listener<TicketCreated> { ${HERE}
  readonly queueGroupName = 'orders';
  async onMessage(data: Ticket): Promise<void> {}
}
new SomeListener(stan, parked).listen();`,
  },
];

/** A listener for new tickets whose handler takes this. */
const handling = (what: string, data: string): Program => {
  return {
    what,
    text: `
class TicketCreatedListener extends Listener<TicketCreated> {
  readonly subject = Subjects.TicketCreated;
  readonly queueGroupName = 'orders';
  async onMessage(data: ${data}, msg: Delivery): Promise<void> { ${HERE}
    msg.ack();
  }
}
new TicketCreatedListener(stan, parked).listen();`,
  };
};

export const wrongHandlers: readonly Program[] = [
  handling('an order in the handler of ticket:created', 'Order'),
  handling('a transaction in the handler of ticket:created', "TransactionCreated['data']"),
  handling('a ticket with a seat in the handler of ticket:created', '{ id: string; seat: string }'),
  handling(
    'a price that is a string in the handler of ticket:created',
    '{ id: string; price: string }',
  ),
  {
    what: 'an order that somebody hands to the handler of ticket:created',
    text: `
async function handleAgain(listener: Listener<TicketCreated>): Promise<void> {
  await listener.onMessage(order, msg); ${HERE}
}`,
  },
];

/** One of `kind` for the event `Given`, where somebody wants that for `TicketCreated`. */
const standIn = (what: string, kind: string, Given: string): Program => {
  return {
    what,
    text: `
function start(wanted: ${kind}<TicketCreated>): void {
  console.log(wanted.subject);
}
const other = {} as ${kind}<${Given}>;
start(other); ${HERE}`,
  };
};

export const wrongStandIns: readonly Program[] = [
  standIn('a publisher of orders in place of one of tickets', 'Publisher', 'OrderCreated'),
  standIn(
    'a publisher for ticket:updated in place of one for ticket:created',
    'Publisher',
    'TicketUpdated',
  ),
  standIn('a listener for orders in place of one for tickets', 'Listener', 'OrderCreated'),
  standIn(
    'a listener for ticket:updated in place of one for ticket:created',
    'Listener',
    'TicketUpdated',
  ),
];

/** Who uses what publish() resolves to as if there were something. */
export const wrongPromise: Program = {
  what: 'what publish() resolves to, taken for a string',
  text: `
async function tell(publisher: Publisher<TicketCreated>): Promise<void> {
  const guid: string = await publisher.publish(ticket); ${HERE}
  console.log(guid);
}`,
};
