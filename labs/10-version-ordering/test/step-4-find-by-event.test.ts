import { explain, inTime, inWords, useWorld } from '@workbook/testkit';
import { ticketModel } from '../src/orders/ticket';
import { Subjects } from '../src/subjects';
import { ackWait, recorded, startOrders, storedCopies, ticketEvent } from './orders';
import { inEverySchedule } from './schedules';

const { broker, database, pass } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 4: the event after the one before"';
const concert = '65a1b2c3d4e5f60718293a4b';
const opera = '0123456789abcdef01234567';
const advice = { look: 'src/orders/ticket.ts, findByEvent(): which fields does it ask for?', read };

const stands: Readonly<Record<string, number>> = { [concert]: 0, [opera]: 3 };
const rows = [
  { _id: opera, title: 'opera', price: 95.5, version: 3 },
  { _id: concert, title: 'concert', price: 20, version: 0 },
];

test('it finds the ticket that stands at the version before, and no other', async () => {
  await database().store('orders', 'tickets', ...rows);
  const Ticket = ticketModel(await database().connect('orders-1', 'orders'));
  for (const id of [concert, opera, 'fedcba9876543210fedcba98']) {
    for (const version of [0, 1, 2, 3, 4, 5]) {
      const stand = stands[id];
      const found = await inTime(Promise.resolve(Ticket.findByEvent({ id, version })), {
        expected: 'findByEvent() to come back',
        happened: 'it has not',
        ...advice,
      });
      const wanted = stand === version - 1 ? id : null;
      const is = stand === undefined ? 'is not there' : `stands at version ${stand}`;
      explain(
        {
          expected: `findByEvent(${inWords({ id, version })}) to find ${wanted === null ? 'nothing' : 'that ticket'}: it ${is}`,
          happened: [
            found
              ? `it found ${inWords({ id: found.id, version: found.version })}`
              : 'it found nothing',
            ...database().facts.story().slice(-1),
          ],
          ...advice,
        },
        () => expect(found?.id ?? null).toBe(wanted),
      );
    }
  }
});

test('an event that comes before its turn changes nothing, and one that comes after it neither', async () => {
  await database().store('orders', 'tickets', ...rows);
  const orders = await startOrders(broker(), database());
  const early = ticketEvent(concert, 2, 30);
  const late = ticketEvent(opera, 2, 10, 'matinee');
  const events = await broker().publish(Subjects.TicketUpdated, early, late);
  await broker().settled();
  await orders.over();
  await pass(`${ackWait + 200}ms`);
  await orders.over();
  const stored = await storedCopies(database());
  explain(
    {
      expected:
        'the copies to stay at versions 3 and 0: version 2 of one is old, and version 2 of the other comes before version 1',
      happened: await recorded(broker(), database(), orders, ...events),
      look: 'src/orders/handlers.ts, onTicketUpdated(): which tickets may an event change?',
      read,
    },
    () => expect(stored).toMatchObject(rows),
  );
});

test('whatever the order in which they come, the last one is what stays', async () => {
  const prices = [25, 30];
  await inEverySchedule(
    { events: prices.map((price, index) => ticketEvent(concert, index + 1, price)) },
    { look: 'src/orders/ticket.ts, findByEvent()', read },
  );
});
