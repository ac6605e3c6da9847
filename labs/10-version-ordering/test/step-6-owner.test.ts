import { explain, inTurns, outcomeOf, type Published, TURNS, useWorld } from '@workbook/testkit';
import type { OrderCreated } from '../src/events';
import { Subjects } from '../src/subjects';
import { changePrice, createTicket } from '../src/tickets/tickets';
import { ackWait, happened, type Shop, startShop } from './shop';
import { type Announced, startTickets, storedTickets } from './tickets';

const { broker, database, pass } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 6: only the owner counts, and tells of each count"';
const advice = { look: 'src/tickets/tickets.ts, onOrderCreated()', read };
const id = '65a1b2c3d4e5f60718293a4b';
const atZero = { _id: id, title: 'concert', price: 20, version: 0 };

/** Has the shop publish orders, and waits until they have been handled. */
async function place(shop: Shop, ...orders: readonly OrderCreated[]): Promise<Published[]> {
  const events = await broker().publish(Subjects.OrderCreated, ...orders);
  await broker().settled();
  await shop.over();
  return events;
}

async function wait(shop: Shop): Promise<void> {
  await pass(`${ackWait + 200}ms`);
  await shop.over();
  await broker().settled();
}

const acks = (event: Published): number => broker().facts.acks(event).length;
const versions = (events: readonly Announced[]): number[] => events.map(({ data }) => data.version);

test('a reservation is the next version, and is told with it', async () => {
  await database().store('tickets', 'tickets', atZero);
  const early: number[] = [];
  const shop = await startShop(broker(), database(), () =>
    early.push(broker().facts.all.filter(({ kind }) => kind === 'acknowledged').length),
  );
  const [order] = await place(shop, { id: 'a7', ticketId: id });
  const [stored] = await storedTickets(database());
  explain(
    {
      expected:
        'the order a7 to make version 1 of the ticket, to be told on ticket:updated with it, and to be acknowledged then',
      happened: await happened(broker(), database(), shop, order!),
      ...advice,
    },
    () => {
      expect(stored).toMatchObject({ orderId: 'a7', version: 1, price: 20 });
      expect(shop.published).toMatchObject([
        {
          channel: 'ticket:updated',
          data: { id, title: 'concert', price: 20, version: 1, orderId: 'a7' },
        },
      ]);
      expect(acks(order!)).toBe(1);
      expect(early).toEqual([0]);
    },
  );
});

test('an order that comes twice makes one version', async () => {
  await database().store('tickets', 'tickets', atZero);
  const shop = await startShop(broker(), database());
  const order = { id: 'a7', ticketId: id };
  const events = await place(shop, order, order);
  await wait(shop);
  const [stored] = await storedTickets(database());
  explain(
    {
      expected:
        'the order a7, which comes twice, to be acknowledged both times, and to make version 1 and no other',
      happened: await happened(broker(), database(), shop, ...events),
      look: 'src/tickets/tickets.ts, onOrderCreated(): how does it know an order that it has had?',
      read,
    },
    () => {
      expect(stored).toMatchObject({ orderId: 'a7', version: 1 });
      expect(new Set(versions(shop.published))).toEqual(new Set([1]));
      expect(events.map(acks)).not.toContain(0);
    },
  );
});

test('a version that could not be told is told when the order comes again', async () => {
  await database().store('tickets', 'tickets', atZero);
  let isAway = true;
  const shop = await startShop(broker(), database(), () => {
    if (isAway) throw new Error('the broker does not answer');
  });
  const [order] = await place(shop, { id: 'a7', ticketId: id });
  const early = acks(order!);
  const lines = await happened(broker(), database(), shop, order!);
  isAway = false;
  await wait(shop);
  const [stored] = await storedTickets(database());
  explain(
    {
      expected:
        'no ack while publish() rejects, and version 1 to be told when the order comes again',
      happened: early > 0 ? lines : await happened(broker(), database(), shop, order!),
      look: 'src/tickets/tickets.ts, onOrderCreated(): it may have been saved and not told',
      read,
    },
    () => {
      expect(early).toBe(0);
      expect(stored).toMatchObject({ orderId: 'a7', version: 1 });
      expect(versions(shop.published)).toEqual([1]);
      expect(acks(order!)).toBeGreaterThan(0);
    },
  );
});

test('a ticket stays with the order that has it, and a ticket that is not there waits', async () => {
  await database().store('tickets', 'tickets', { ...atZero, orderId: 'a7', version: 1 });
  const shop = await startShop(broker(), database());
  const [other, unknown] = await place(
    shop,
    { id: 'b8', ticketId: id },
    { id: 'c9', ticketId: '0123456789abcdef01234567' },
  );
  const [stored] = await storedTickets(database());
  explain(
    {
      expected:
        'the order b8 to be acknowledged and to change nothing, as a7 has the ticket; no ack of c9, whose ticket is not there',
      happened: await happened(broker(), database(), shop, other!, unknown!),
      ...advice,
    },
    () => {
      expect(stored).toMatchObject({ orderId: 'a7', version: 1 });
      expect(new Set(versions(shop.published)).size).toBeLessThan(2);
      expect([acks(other!) > 0, acks(unknown!) > 0]).toEqual([true, false]);
    },
  );
});

test('every version is told, and none with two meanings', async () => {
  const shop = await startShop(broker(), database());
  const { result } = await outcomeOf('createTicket()', advice, () =>
    createTicket(shop.tickets, { title: 'concert', price: 20 }),
  );
  const ticketId = result!.id;
  const words: string[] = [];
  for (const price of [25, 25, 30]) {
    const asked = await outcomeOf('changePrice()', advice, () =>
      changePrice(shop.tickets, ticketId, price),
    );
    words.push(asked.words);
    await place(shop, { id: 'a7', ticketId });
  }
  const [stored] = await storedTickets(database());
  const meanings = new Set(shop.published.map(({ data }) => JSON.stringify(data)));
  explain(
    {
      expected:
        'versions 0 to 3 to be told, each with one price and one order: a price that stays is no version',
      happened: [
        ...words.filter((line) => line.includes('rejected')),
        ...(await happened(broker(), database(), shop)),
      ],
      look: 'src/tickets/tickets.ts: which write counts, and which one is told?',
      read,
    },
    () => {
      expect([...new Set(versions(shop.published))]).toEqual([0, 1, 2, 3]);
      expect(meanings.size).toBe(4);
      expect(stored).toMatchObject({ price: 30, orderId: 'a7', version: 3 });
    },
  );
});

test.each(TURNS)('a reservation by 1, a price by 2, commands in the order %s', async (turns) => {
  await database().store('tickets', 'tickets', atZero);
  const shop = await startShop(broker(), database());
  const other = await startTickets(database(), 'tickets-2');
  let events: Published[] = [];
  await inTurns(database(), turns, {
    'tickets-1': async () => {
      events = await broker().publish(Subjects.OrderCreated, { id: 'a7', ticketId: id });
      await database().settled();
      await shop.over();
    },
    'tickets-2': async () => {
      await outcomeOf('changePrice()', advice, () => changePrice(other.tickets, id, 25));
    },
  });
  await wait(shop);
  const [stored] = await storedTickets(database());
  const announced = [...shop.published, ...other.published];
  explain(
    {
      expected:
        'each version to be told that stands or stood in the database, and the order to have its ticket in the end',
      happened: [
        ...database().facts.story(),
        ...(await happened(broker(), database(), { ...shop, published: announced }, ...events)),
      ],
      ...advice,
    },
    () => {
      const told = [...new Set(versions(announced))].sort();
      expect(told).toEqual(told.map((_, index) => index + 1));
      expect(stored).toMatchObject({ orderId: 'a7', version: told.length });
      expect(events.map(acks)).not.toContain(0);
    },
  );
});
