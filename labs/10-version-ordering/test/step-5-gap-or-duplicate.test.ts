import { explain, type Published, useWorld } from '@workbook/testkit';
import type { TicketEvent } from '../src/events';
import { Subjects } from '../src/subjects';
import { ackWait, type Orders, recorded, startOrders, storedCopies, ticketEvent } from './orders';
import { inEverySchedule } from './schedules';

const { broker, database, pass } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 5: a gap waits, a duplicate is done"';
const concert = '65a1b2c3d4e5f60718293a4b';
const advice = { look: 'src/orders/handlers.ts, onTicketUpdated()', read };
const at = (version: number, price: number): object => {
  return { _id: concert, title: 'concert', price, version };
};

/** Versions of the concert and their prices, and whether an order has it by then. */
type Change = readonly [version: number, price: number, orderId?: string];

const eventOf = ([version, price, orderId]: Change): TicketEvent => {
  return { ...ticketEvent(concert, version, price), ...(orderId && { orderId }) };
};

/** Publishes changes of the concert, and waits until all that comes of them has been handled. */
async function take(orders: Orders, ...changes: readonly Change[]): Promise<Published[]> {
  const events = changes.map(eventOf);
  const published = await broker().publish(Subjects.TicketUpdated, ...events);
  await broker().settled();
  await orders.over();
  return published;
}

/** Lets every ackWait pass, `times` over. */
async function wait(orders: Orders, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    await pass(`${ackWait + 200}ms`);
    await orders.over();
  }
  await broker().settled();
}

const isAcked = (event: Published): boolean => broker().facts.acks(event).length > 0;

test('an event that comes too early is not acknowledged until it was applied', async () => {
  await database().store('orders', 'tickets', at(0, 20));
  const orders = await startOrders(broker(), database());
  const early = await take(orders, [3, 40], [2, 30]);
  await wait(orders);
  const before = early.filter(isAcked);
  const lines = await recorded(broker(), database(), orders, ...early);
  const last = await take(orders, [1, 25]);
  await wait(orders, 3);
  const stored = await storedCopies(database());
  explain(
    {
      expected: 'versions 3 and 2 to wait without an ack for version 1, and to be applied after it',
      happened:
        before.length > 0 ? lines : await recorded(broker(), database(), orders, ...early, ...last),
      look: 'src/orders/handlers.ts, onTicketUpdated(): what becomes of an event that is acknowledged and was not applied?',
      read,
    },
    () => {
      expect(before).toEqual([]);
      expect(stored).toMatchObject([at(3, 40)]);
      expect([...early, ...last].every(isAcked)).toBe(true);
    },
  );
});

test('an event that was applied before is acknowledged, and changes nothing', async () => {
  await database().store('orders', 'tickets', at(3, 40));
  const orders = await startOrders(broker(), database());
  const events = await take(orders, [3, 40], [1, 25], [2, 30]);
  await wait(orders);
  const stored = await storedCopies(database());
  explain(
    {
      expected:
        'versions 3, 1 and 2 to be acknowledged by a copy that stands at version 3, and to change nothing',
      happened: await recorded(broker(), database(), orders, ...events),
      look: 'src/orders/handlers.ts, onTicketUpdated(): what else than too early may an event be that is not the next?',
      read,
    },
    () => {
      expect(stored).toMatchObject([at(3, 40)]);
      expect(events.every(isAcked)).toBe(true);
    },
  );
});

test('an event of a ticket that is not there yet waits for it', async () => {
  const orders = await startOrders(broker(), database());
  const early = await take(orders, [1, 25]);
  await wait(orders);
  const before = early.filter(isAcked);
  const created = await broker().publish(Subjects.TicketCreated, ticketEvent(concert, 0, 20));
  await broker().settled();
  await orders.over();
  await wait(orders, 2);
  const stored = await storedCopies(database());
  explain(
    {
      expected:
        'version 1, which came before ticket:created, to wait without an ack, and to be applied after it',
      happened: await recorded(broker(), database(), orders, ...early, ...created),
      ...advice,
    },
    () => {
      expect(before).toEqual([]);
      expect(stored).toMatchObject([at(1, 25)]);
    },
  );
});

test('a version in which nothing has changed for orders is a version', async () => {
  await database().store('orders', 'tickets', at(0, 20));
  const orders = await startOrders(broker(), database());
  const events = await take(orders, [1, 20, 'a7']);
  const reserved = await storedCopies(database());
  const later = await take(orders, [2, 20, 'a7'], [3, 35, 'a7']);
  await wait(orders, 3);
  const stored = await storedCopies(database());
  explain(
    {
      expected:
        'versions 1 and 2, which leave title and price as they were, to bring the copy to versions 1 and 2, and version 3 to be applied then',
      happened: [
        ...database().facts.story(),
        ...(await recorded(broker(), database(), orders, ...events, ...later)),
      ],
      look: 'src/orders/handlers.ts, onTicketUpdated(): what does save() send when nothing has changed?',
      read,
    },
    () => {
      expect(reserved).toMatchObject([at(1, 20)]);
      expect(stored).toMatchObject([at(3, 35)]);
      expect([...events, ...later].every(isAcked)).toBe(true);
    },
  );
});

test('an event that could not be stored is not acknowledged', async () => {
  await database().store('orders', 'tickets', at(0, 20));
  const orders = await startOrders(broker(), database());
  const ends = ['update', 'findAndModify'].map((name) => database().refuse('orders-1', name));
  const events = await take(orders, [1, 25]);
  const before = events.filter(isAcked);
  const lines = await recorded(broker(), database(), orders, ...events);
  for (const end of ends) end();
  await wait(orders);
  const stored = await storedCopies(database());
  explain(
    {
      expected:
        'no ack of version 1 while the disk of the database is full, and version 1 when there is room again',
      happened: [...lines, ...(await recorded(broker(), database(), orders, ...events))],
      look: 'src/orders/handlers.ts, onTicketUpdated(): what has happened when it acknowledges?',
      read,
    },
    () => {
      expect(before).toEqual([]);
      expect(stored).toMatchObject([at(1, 25)]);
    },
  );
});

// Version 1 is a reservation: title and price stay as they were.
const reserved: Change = [1, 20, 'a7'];
const dearer: Change = [2, 30, 'a7'];

test.each([
  ['a lost ack', { lostAcks: 1 }, [reserved, dearer]],
  ['a crash', { crashes: 1 }, [reserved, dearer]],
  ['an event that comes twice', { duplicates: 1 }, [reserved]],
] as const)(
  'in every schedule with %s, the last version is what stays',
  async (_, faults, changes) => {
    await inEverySchedule({ events: changes.map(eventOf), faults }, advice);
  },
);
