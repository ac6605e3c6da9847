import { type Connection, Schema, STATES } from 'mongoose';
import type { Message } from 'node-nats-streaming';
import { exploreOn, type ScheduleWorld } from '../../src';

interface Ticket {
  title: string;
  price: number;
}

/** What the events say. */
interface Updated {
  readonly id: string;
  readonly price: number;
  readonly version: number;
}

const ID = '6b07364293d1b4f380174323';
const isLast = 30;

function open(connection: Connection) {
  const schema = new Schema<Ticket>(
    { title: { type: String, unique: true }, price: Number },
    { versionKey: 'version', optimisticConcurrency: true },
  );
  return connection.model('Ticket', schema);
}

type Tickets = ReturnType<typeof open>;
type Handle = ScheduleWorld<Tickets>['handle'];

const dataOf = (message: Message): Updated => JSON.parse(String(message.getData())) as Updated;

function world(handle: Handle, more: Partial<ScheduleWorld<Tickets>> = {}) {
  return {
    database: 'orders',
    name: 'orders',
    rows: { tickets: [{ _id: ID, title: 'concert', price: 10, version: 0 }] },
    open,
    events: [20, isLast].map((price, index) => ({
      channel: 'ticket:updated',
      data: { id: ID, price, version: index + 1 },
    })),
    handle,
    safe: ({ tickets }) =>
      tickets![0]!.price === isLast || `the ticket costs ${String(tickets![0]!.price)}`,
    ...more,
  } satisfies ScheduleWorld<Tickets>;
}

/** The last one that saves wins. */
const naive: Handle = async (message, tickets) => {
  const { id, price } = dataOf(message);
  const ticket = (await tickets.findById(id))!;
  ticket.set({ price });
  await ticket.save();
  message.ack();
};

/** Each version on top of the one before it. */
const versioned: Handle = async (message, tickets) => {
  const { id, price, version } = dataOf(message);
  const ticket = await tickets.findById(id);
  if (!ticket) return;
  const has = Number(ticket.get('version'));
  if (has >= version) message.ack();
  if (has !== version - 1) return;
  ticket.set({ price });
  try {
    await ticket.save();
  } catch {
    return;
  }
  message.ack();
};

test('a handler that goes by the order of arrival is found out, with its story', async () => {
  const { unsafe, all, report } = await exploreOn(world(naive));
  expect(all).toBe(true);
  expect(unsafe?.wrong).toBe('the ticket costs 20');
  expect(
    unsafe?.steps.map(({ client, kind, sequence }) => `${client} ${kind} #${sequence}`),
  ).toEqual(expect.arrayContaining(['orders-1 loaded #1', 'orders-1 saved #1']));
  expect(report).toContain('In the end: the ticket costs 20.');
  expect(unsafe?.run.happened).toContainEqual(
    expect.objectContaining({
      kind: 'saved',
      table: 'tickets',
      id: ID,
      row: { _id: ID, title: 'concert', price: 20, version: 2 },
    }),
  );
});

test.each([{}, { lostAcks: 1 }, { duplicates: 1 }, { crashes: 1 }])(
  'one that goes by versions is safe: %j',
  async (faults) => {
    const { all, tried, safe, unsafe } = await exploreOn(world(versioned, { faults, limit: 3000 }));
    expect(unsafe?.story).toBeUndefined();
    expect({ all, safe }).toEqual({ all: true, safe: tried });
  },
);

test('each schedule begins with the same rows, and with the indexes of the models', async () => {
  const seen: unknown[] = [];
  const handle: Handle = async (message, tickets) => {
    seen.push((await tickets.find()).length);
    const error: unknown = await tickets
      .create({ title: 'concert', price: 1 })
      .catch((reason: unknown) => reason);
    seen.push((error as { code?: number }).code);
    await tickets.create({ title: `another ${message.getSequence()}`, price: 1 });
    message.ack();
  };
  const events = [{ channel: 'x', data: {} }];
  const more = { events, faults: { lostAcks: 1 }, safe: () => true as const };
  const { unsafe, tried } = await exploreOn(world(handle, more));
  expect(tried).toBeGreaterThan(1);
  // Sent again after its ack was lost, its title is there already.
  expect(unsafe).toBeDefined();
  expect(new Set(seen)).toEqual(new Set([1, 2, 11_000]));
});

test('what nobody awaits is a step, too', async () => {
  const handle: Handle = (message, tickets) => {
    void tickets.updateOne({ _id: ID }, { price: isLast }).then(() => message.ack());
    return Promise.resolve();
  };
  const { all, unsafe } = await exploreOn(world(handle));
  expect({ all, unsafe }).toEqual({ all: true, unsafe: undefined });
});

test('a handler that waits for something else is told so', async () => {
  const handle: Handle = () => new Promise(() => undefined);
  await expect(exploreOn(world(handle))).rejects.toThrow(
    'has ticket:updated #1 in hand and asks nothing of the database',
  );
});

test('what open throws is told, and no connection is left', async () => {
  const opened: Connection[] = [];
  const broken = {
    ...world(naive),
    open: (connection: Connection): Tickets => {
      opened.push(connection);
      return raise();
    },
  };
  await expect(exploreOn(broken)).rejects.toThrow('no models');
  const { disconnected } = STATES;
  expect(opened.map(({ readyState }) => readyState)).toEqual([disconnected]);
});

function raise(): never {
  throw new Error('no models');
}
