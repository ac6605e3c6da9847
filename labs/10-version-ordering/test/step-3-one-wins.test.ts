import {
  areAtOnce,
  explain,
  inTurns,
  outcomeOf,
  type Published,
  standing,
  told,
  TURNS,
  useWorld,
} from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { changePrice } from '../src/tickets/tickets';
import { recorded, startOrders, storedCopies, ticketEvent } from './orders';
import { startTickets, storedTickets } from './tickets';

const { broker, database } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 3: two saves of one version, and one wins"';
const id = '65a1b2c3d4e5f60718293a4b';
const atZero = { _id: id, title: 'concert', price: 20, version: 0 };

const inTickets = { look: 'src/tickets/ticket.ts, the options of the schema', read };
const inOrders = {
  look: 'src/orders/ticket.ts: what does save() ask for, and what does findByEvent()?',
  read,
};

test('each change of a price is the next version, and is told with it', async () => {
  await database().store('tickets', 'tickets', atZero);
  const { tickets, published } = await startTickets(database());
  const prices = [25, 30.5, 15];
  const words: string[] = [];
  for (const price of prices)
    words.push(
      (await outcomeOf('changePrice()', inTickets, () => changePrice(tickets, id, price))).words,
    );
  const stored = await storedTickets(database());
  explain(
    {
      expected: 'the prices 25, 30.5 and 15 to be the versions 1, 2 and 3 of the ticket',
      happened: [
        ...words.filter((line) => line.includes('rejected')),
        ...standing(stored),
        ...told(published),
      ],
      ...inTickets,
    },
    () => {
      expect(stored).toMatchObject([{ price: 15, version: 3 }]);
      expect(published).toMatchObject(
        prices.map((price, index) => {
          return { channel: 'ticket:updated', data: { id, price, version: index + 1 } };
        }),
      );
    },
  );
});

test.each(TURNS)(
  'two changes at once, by 1 and 2, commands in the order %s: who saves what has changed is told so',
  async (turns) => {
    await database().store('tickets', 'tickets', atZero);
    const copies = [
      await startTickets(database(), 'tickets-1'),
      await startTickets(database(), 'tickets-2'),
    ];
    const prices = [25, 30];
    const change = (index: number) =>
      outcomeOf('changePrice()', inTickets, () =>
        changePrice(copies[index]!.tickets, id, prices[index]!),
      );
    const outcomes = await inTurns(database(), turns, {
      'tickets-1': () => change(0),
      'tickets-2': () => change(1),
    });
    const [stored] = await storedTickets(database());
    const events = copies.flatMap(({ published }) => published);
    const kept = outcomes.filter(({ error }) => error === undefined).length;
    explain(
      {
        expected:
          'a change to be made and told as the next version, or to be rejected, if somebody else has changed the ticket since it was read',
        happened: [
          ...database().facts.story(),
          ...outcomes.map(({ words }, index) => `tickets-${index + 1}: ${words}`),
          ...standing([stored!]),
          ...told(events),
        ],
        ...inTickets,
      },
      () => {
        const isAtOnce = areAtOnce(turns);
        if (isAtOnce !== undefined) expect(kept).toBe(isAtOnce ? 1 : 2);
        expect(stored).toMatchObject({ version: kept });
        expect(events.map(({ data }) => data.version).sort()).toEqual([1, 2].slice(0, kept));
        expect(events.map(({ data }) => data.price)).toContain(stored!.price);
      },
    );
  },
);

test('the copy of orders counts as its ticket does', async () => {
  await database().store('orders', 'tickets', atZero);
  const orders = await startOrders(broker(), database());
  const events = [];
  for (const [index, price] of [25, 30.5, 15].entries()) {
    const event = ticketEvent(id, index + 1, price);
    events.push(...(await broker().publish(Subjects.TicketUpdated, event)));
    await broker().settled();
    await orders.over();
  }
  const stored = await storedCopies(database());
  explain(
    {
      expected: 'the versions 1, 2 and 3, which come in this order, to bring the copy to version 3',
      happened: [
        ...database().facts.story(),
        ...(await recorded(broker(), database(), orders, ...events)),
      ],
      ...inOrders,
    },
    () => expect(stored).toMatchObject([{ _id: id, price: 15, version: 3 }]),
  );
});

test('two copies of orders that have one event count once', async () => {
  await database().store('orders', 'tickets', atZero);
  const orders = await startOrders(broker(), database(), 2);
  const event = ticketEvent(id, 1, 25);
  let events: Published[] = [];
  // Both have read version 0 when one of them writes.
  await inTurns(database(), '12 12', {
    'orders-1': async () => {
      events = await broker().publish(Subjects.TicketUpdated, event, event);
      await orders.called('orders-1');
      await orders.over('orders-1');
    },
    'orders-2': async () => {
      await orders.called('orders-2');
      await orders.over('orders-2');
    },
  });
  await broker().settled();
  const stored = await storedCopies(database());
  explain(
    {
      expected: 'the copy to be at version 1, and one of the two to have written it',
      happened: [
        ...database().facts.story(),
        ...(await recorded(broker(), database(), orders, ...events)),
      ],
      ...inOrders,
    },
    () => expect(stored).toMatchObject([{ _id: id, price: 25, version: 1 }]),
  );
});
