import path from 'node:path';
import { type Connection, Schema } from 'mongoose';
import type { Message } from 'node-nats-streaming';
import { endPrograms, startProgram, World } from '../../src';

interface Ticket {
  title: string;
  price: number;
}

const TITLE = 'concert';
const ID = '6b07364293d1b4f380174323';

let world: World<{ broker: object; database: object }>;
beforeEach(async () => {
  world = await World.open({ broker: {}, database: {} });
});
afterEach(async () => {
  await endPrograms();
  await world.stop();
});

const database = () => world.servers.database;

function ticketsOf(connection: Connection) {
  const schema = new Schema<Ticket>(
    { title: String, price: Number },
    { versionKey: 'version', optimisticConcurrency: true },
  );
  return connection.model('Ticket', schema);
}

/** The tickets of a copy, whose collection is made. */
async function tickets(copy: string) {
  const model = ticketsOf(await database().connect(copy, 'orders'));
  await model.init();
  return model;
}

test('what copies did is told as they did it', async () => {
  const model = await tickets('orders-1');
  await database().store('orders', 'tickets', { _id: ID, title: TITLE, price: 20, version: 0 });
  const ticket = (await model.findById(ID))!;
  ticket.price = 25;
  await ticket.save();
  await model.deleteOne({ title: 'x' });
  expect(await database().rows('orders', 'tickets')).toEqual([
    { _id: ID, title: TITLE, price: 25, version: 1 },
  ]);
  expect(database().facts.story('orders-1')).toEqual([
    `orders-1: find tickets { _id: "${ID}" }: { _id: "${ID}", title: "concert", price: 20, version: 0 }`,
    `orders-1: update tickets { _id: "${ID}", version: 0 } $set { price: 25 } $inc { version: 1 }: 1 matched, 1 modified`,
    'orders-1: delete tickets { title: "x" }: 0 deleted',
  ]);
  expect(database().facts.story('orders-2')).toEqual([
    'orders-2 has asked nothing of the database',
  ]);
  const [update] = database().facts.sent('orders-1', 'update');
  expect(update).toMatchObject({
    client: 'orders-1',
    database: 'orders',
    collection: 'tickets',
    sent: { updates: [{ q: { _id: ID, version: 0 } }] },
    answered: { n: 1, nModified: 1 },
  });
});

test('a full disk refuses the commands of one copy, until it is emptied', async () => {
  const [one, two] = [await tickets('orders-1'), await tickets('orders-2')];
  const end = database().refuse('orders-1', 'insert');
  await expect(one.create({ title: TITLE })).rejects.toMatchObject({ code: 14_031 });
  await two.create({ title: TITLE });
  end();
  await one.create({ title: TITLE });
  expect(await database().rows('orders', 'tickets')).toHaveLength(2);
  expect(database().facts.story('orders-1')[0]).toMatch(
    /: refused, OutOfDiskSpace: No space left on device$/,
  );
});

test('a connection that is cut comes back', async () => {
  const model = await tickets('orders-1');
  const held = database().hold();
  const lost = model.create({ title: TITLE }).catch((error: unknown) => error);
  await held.next();
  database().cut('orders-1');
  expect(String(await lost)).toMatch(/^MongoNetworkError/);
  held.end();
  await database().settled();
  await model.create({ title: TITLE });
  expect(await database().rows('orders', 'tickets')).toHaveLength(1);
  expect(database().facts.story('orders-1')[0]).toMatch(/: not answered$/);
});

test('commands are held until they are let go, in any order', async () => {
  const [one, two] = [await tickets('orders-1'), await tickets('orders-2')];
  const order: string[] = [];
  const held = database().hold();
  const both = [
    one.create({ title: 'one' }).then(() => order.push('one')),
    two.create({ title: 'two' }).then(() => order.push('two')),
  ];
  const commands = await held.next(2);
  await world.settled();
  expect(order).toEqual([]);
  commands.find(({ client }) => client === 'orders-2')!.release();
  await world.settled();
  expect(order).toEqual(['two']);
  held.end();
  await Promise.all(both);
  expect(order).toEqual(['two', 'one']);
});

test('who waits for a command waits no longer when the hold ends', async () => {
  const held = database().hold();
  const waiting = Promise.all([held.of('orders-1'), held.next()]);
  held.end();
  const none = await Promise.race([waiting, new Promise((resolve) => setImmediate(resolve))]);
  expect(none).toEqual([undefined, []]);
});

test('all is quiet when what one message has caused is over: database, ack, and the next message', async () => {
  const { broker } = world.servers;
  const model = await tickets('orders-1');
  const service = await broker.start('orders', 1, ({ stan, onMessage }) => {
    const options = stan.subscriptionOptions().setManualAckMode(true).setMaxInFlight(1);
    stan.subscribe('ticket:created', options).on('message', (message: Message) => {
      onMessage({}, message);
      const handle = async (): Promise<void> => {
        for (let time = 0; time < 3; time++) await model.findOne({ title: TITLE });
        await model.create({ title: String(message.getSequence()) });
        stan.publish('ticket:seen', 'x', () => message.ack());
      };
      void handle();
    });
  });
  await broker.publish('ticket:created', ...Array.from({ length: 20 }, () => ({})));
  await world.settled();
  expect(service.handled).toHaveLength(20);
  expect(await database().rows('orders', 'tickets')).toHaveLength(20);
  expect(broker.facts.published('orders-1')).toHaveLength(20);
});

test('a copy that is a process of its own is in the facts by its name', async () => {
  await database().store('orders', 'tickets', { _id: ID, price: 20 });
  const program = startProgram(path.join(__dirname, 'seller.ts'), {
    url: world.servers.broker.url,
    env: { MONGO_URI: database().newURL('orders-1', 'orders') },
  });
  await program.ended();
  expect(program.lines).toEqual(['sold 1']);
  expect(database().facts.story('orders-1')).toEqual([
    'orders-1: update tickets {} $set { price: 25 }: 1 matched, 1 modified',
  ]);
});

test('each world begins with nothing', async () => {
  expect(await database().rows('orders', 'tickets')).toEqual([]);
});
