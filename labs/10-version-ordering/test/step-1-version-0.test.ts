import { explain, inWords, outcomeOf, standing, told, useWorld } from '@workbook/testkit';
import { createTicket } from '../src/tickets/tickets';
import { type Announced, startTickets, storedTickets } from './tickets';

const { database } = useWorld({ database: {} });
const read = 'README.md, "Step 1: a ticket gets an id, a price and version 0"';
const inModel = { look: 'src/tickets/ticket.ts: in which field does mongoose count?', read };
const inService = { look: 'src/tickets/tickets.ts, createTicket(): in which order?', read };

const wanted = [
  { title: 'concert', price: 20 },
  { title: 'opera', price: 95.5 },
  { title: 'rehearsal', price: 0 },
];

test('a ticket is stored with version 0, and told with it', async () => {
  const { tickets, published } = await startTickets(database());
  for (const fields of wanted) {
    const before = published.length;
    const known = new Set((await storedTickets(database())).map(({ _id }) => _id));
    const { error, words } = await outcomeOf('createTicket()', inModel, () =>
      createTicket(tickets, fields),
    );
    const stored = (await storedTickets(database())).filter(({ _id }) => !known.has(_id));
    const events = published.slice(before);
    const [row] = stored;
    const isOfPlugin = String(error).includes('next is not a function');
    explain(
      {
        expected: `${inWords(fields)} to be stored with an _id and version 0, and to be told on ticket:created with its id and version 0`,
        happened: [...(error === undefined ? [] : [words]), ...standing(stored), ...told(events)],
        look: isOfPlugin
          ? 'the plugin: it is of mongoose 5 to 8, which gave their hooks a next(). What has mongoose 9 itself?'
          : inModel.look,
        read,
      },
      () => {
        expect(stored).toHaveLength(1);
        expect(row).toMatchObject({ ...fields, version: 0 });
        expect(events).toMatchObject([
          { channel: 'ticket:created', data: { id: row!._id, ...fields, version: 0 } },
        ]);
        expect(error).toBeUndefined();
      },
    );
  }
});

test('it is stored before anybody is told of it', async () => {
  const atThatTime: number[] = [];
  const count = async (): Promise<void> =>
    void atThatTime.push((await storedTickets(database())).length);
  const { tickets, published } = await startTickets(database(), 'tickets-1', count);
  for (const fields of wanted)
    await outcomeOf('createTicket()', inService, () => createTicket(tickets, fields));
  explain(
    {
      expected: 'each ticket to be in the database when it is told of',
      happened: atThatTime.map(
        (stored, index) =>
          `when ${wanted[index]?.title ?? 'one more'} was told of, ${stored} were stored`,
      ),
      ...inService,
    },
    () => {
      expect(atThatTime).toEqual([1, 2, 3]);
      expect(published).toHaveLength(3);
    },
  );
});

test('nobody is told of a ticket that could not be stored', async () => {
  const { tickets, published } = await startTickets(database());
  const end = database().refuse('tickets-1', 'insert');
  const full = await outcomeOf('createTicket()', inService, () =>
    createTicket(tickets, wanted[0]!),
  );
  end();
  const invalid = await outcomeOf('createTicket()', inService, () =>
    createTicket(tickets, { title: 'concert', price: -1 }),
  );
  const whys = [`the disk is full, and ${full.words}`, `its price is -1, and ${invalid.words}`];
  explain(
    {
      expected: 'createTicket() to reject, and to publish nothing, where the ticket is not stored',
      happened: [...whys, ...told(published)],
      ...inService,
    },
    () => {
      expect(published).toEqual([]);
      expect([full.error, invalid.error]).not.toContain(undefined);
    },
  );
});

test('who made it is told when nobody could be told', async () => {
  const refused: Announced[] = [];
  const { tickets } = await startTickets(database(), 'tickets-1', (event) => {
    refused.push(event);
    throw new Error('the broker does not answer');
  });
  const { error, words } = await outcomeOf('createTicket()', inService, () =>
    createTicket(tickets, wanted[0]!),
  );
  explain(
    {
      expected: 'createTicket() to reject when publish() does',
      happened: [`publish() rejected ${refused.length} times`, words],
      look: 'src/tickets/tickets.ts, createTicket(): who waits for publish()?',
      read,
    },
    () => expect(error).toBeDefined(),
  );
});
