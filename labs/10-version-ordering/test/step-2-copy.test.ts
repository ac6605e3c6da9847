import { explain, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { ackWait, recorded, startOrders, storedCopies, ticketEvent } from './orders';

const { broker, database, pass } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 2: orders keeps a copy of its own"';
const advice = { look: 'src/orders/handlers.ts, onTicketCreated()', read };

const concert = '65a1b2c3d4e5f60718293a4b';
const opera = '0123456789abcdef01234567';

const created = [ticketEvent(concert, 0, 20), ticketEvent(opera, 0, 95.5, 'opera')];
const copies = [
  { _id: opera, title: 'opera', price: 95.5, version: 0 },
  { _id: concert, title: 'concert', price: 20, version: 0 },
];

test('a ticket that was made is stored under its own id', async () => {
  const orders = await startOrders(broker(), database());
  const events = await broker().publish(Subjects.TicketCreated, ...created);
  await broker().settled();
  await orders.over();
  explain(
    {
      expected: `a copy of each ticket, under the ticket's own id and with its version, and an ack then`,
      happened: await recorded(broker(), database(), orders, ...events),
      look: 'src/orders/handlers.ts, onTicketCreated(): which _id has the copy?',
      read,
    },
    await forCopies(() => {
      for (const event of events) expect(broker().facts.acks(event)).toHaveLength(1);
    }),
  );
});

test.each([1, 2])('an event that comes twice makes one copy: %s running', async (running) => {
  const orders = await startOrders(broker(), database(), running);
  const events = await broker().publish(Subjects.TicketCreated, ...created, ...created);
  await broker().settled();
  await orders.over();
  await pass(`${3 * ackWait}ms`);
  await orders.over();
  explain(
    {
      expected: 'one copy of each ticket, and each of the four events to be acknowledged',
      happened: await recorded(broker(), database(), orders, ...events),
      look: 'src/orders/handlers.ts, onTicketCreated(): what does the database say to a second one?',
      read,
    },
    await forCopies(() => {
      for (const event of events) expect(broker().facts.acks(event)).not.toHaveLength(0);
    }),
  );
});

test('one that comes late leaves alone what has changed since', async () => {
  await database().store('orders', 'tickets', { ...copies[0], price: 80, version: 2 }, copies[1]!);
  const orders = await startOrders(broker(), database());
  const events = await broker().publish(Subjects.TicketCreated, ...created);
  await broker().settled();
  await orders.over();
  await pass(`${3 * ackWait}ms`);
  await orders.over();
  const [stored] = await storedCopies(database());
  explain(
    {
      expected: `the copy of opera to stay at version 2 and at the price of 80 when ticket:created comes again, which is acknowledged`,
      happened: await recorded(broker(), database(), orders, ...events),
      ...advice,
    },
    () => {
      expect(stored).toMatchObject({ price: 80, version: 2 });
      expect(events.map((event) => broker().facts.acks(event).length)).not.toContain(0);
    },
  );
});

test('one that could not be stored comes again', async () => {
  const orders = await startOrders(broker(), database());
  const end = database().refuse('orders-1', 'insert');
  const endUpdates = database().refuse('orders-1', 'update');
  const endBoth = database().refuse('orders-1', 'findAndModify');
  const events = await broker().publish(Subjects.TicketCreated, ...created);
  await broker().settled();
  await orders.over();
  const happened = await recorded(broker(), database(), orders, ...events);
  const early = events.filter((event) => broker().facts.acks(event).length > 0);
  for (const each of [end, endUpdates, endBoth]) each();
  await pass(`${ackWait + 200}ms`);
  await orders.over();
  explain(
    {
      expected:
        'no ack while the disk of the database is full, and a copy when there is room again',
      happened: [...happened, ...(await recorded(broker(), database(), orders, ...events))],
      look: 'src/orders/handlers.ts, onTicketCreated(): what has happened when it acknowledges?',
      read,
    },
    await forCopies(() => expect(early).toEqual([])),
  );
});

test('one that is no ticket is not acknowledged without a copy', async () => {
  const orders = await startOrders(broker(), database());
  const wrong = [ticketEvent(concert, 0, -20), ticketEvent(opera, 0, 95.5, '')];
  const events = await broker().publish(Subjects.TicketCreated, ...wrong);
  await broker().settled();
  await orders.over();
  const stored = (await storedCopies(database())).map(({ _id }) => _id);
  const acked = events.filter((event) => broker().facts.acks(event).length > 0);
  explain(
    {
      expected:
        'an ack only for what is stored: the schema refuses a price of -20, and a title that is empty',
      happened: await recorded(broker(), database(), orders, ...events),
      look: 'src/orders/handlers.ts, onTicketCreated(): what has happened when it acknowledges?',
      read,
    },
    () => {
      for (const { data } of acked) expect(stored).toContain((data as { id: string }).id);
    },
  );
});

/** The copies are those of the events, and `more` holds. */
async function forCopies(more: () => void): Promise<() => void> {
  const stored = await storedCopies(database());
  return () => {
    expect(stored).toMatchObject(copies);
    more();
  };
}
