import { createConnection, type Connection, Schema } from 'mongoose';
import { type Mongod, startMongod } from '../../src';

let server: Mongod;
let connection: Connection;

beforeAll(async () => {
  server = await startMongod();
  connection = await createConnection(`${server.url}updates`, {
    autoCreate: false,
    autoIndex: false,
  }).asPromise();
});

afterAll(async () => {
  await connection.close();
  await server.stop();
});

const ticketSchema = new Schema(
  { title: String, price: Number },
  { optimisticConcurrency: true, versionKey: 'version' },
);
const listSchema = new Schema({ n: Number, list: [Number], subs: [{ q: Number }] });
const timedSchema = new Schema({ n: Number }, { timestamps: true });
const accountSchema = new Schema({ _id: String, balance: Number, last: Number });

describe('what mongoose sends', () => {
  test('a save carries the version and raises it', async () => {
    const Ticket = connection.model('Ticket', ticketSchema);
    const ticket = await Ticket.create({ title: 'concert', price: 20 });
    ticket.price = 25;
    await ticket.save();
    ticket.price = 25.5;
    await ticket.save();
    expect(await Ticket.findById(ticket._id).lean()).toMatchObject({ price: 25.5, version: 2 });
  });

  test('a stale save is a VersionError', async () => {
    const Ticket = connection.model('Ticket', ticketSchema);
    const { _id } = await Ticket.create({ title: 'opera', price: 30 });
    const [one, other] = [await Ticket.findById(_id), await Ticket.findById(_id)];
    one!.price = 1;
    other!.price = 2;
    await one!.save();
    await expect(other!.save()).rejects.toMatchObject({ name: 'VersionError' });
    expect(await Ticket.findById(_id).lean()).toMatchObject({ price: 1, version: 1 });
  });

  test('updateOne and findOneAndUpdate, with an upsert too', async () => {
    const Ticket = connection.model('Ticket', ticketSchema);
    const { _id } = await Ticket.create({ title: 'ballet', price: 5 });
    expect(
      await Ticket.updateOne({ _id, version: 0 }, { $set: { price: 6 }, $inc: { version: 1 } }),
    ).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(
      await Ticket.findOneAndUpdate({ _id }, { price: 7 }, { returnDocument: 'after' }),
    ).toMatchObject({ price: 7, version: 1 });
    expect(await Ticket.findByIdAndUpdate(_id, { price: 8 })).toMatchObject({ price: 7 });
    expect(
      await Ticket.findOneAndUpdate(
        { title: 'new' },
        { $set: { price: 6 }, $inc: { version: 1 } },
        { returnDocument: 'after', upsert: true },
      ),
    ).toMatchObject({ title: 'new', price: 6, version: 1 });
  });

  test('arrays and documents in them', async () => {
    const List = connection.model('List', listSchema);
    const doc = await List.create({ n: 1, list: [1], subs: [{ q: 1 }] });
    doc.list.push(2);
    await doc.save();
    doc.list = [9, 2];
    await doc.save();
    doc.subs[0]!.q = 5;
    await doc.save();
    await List.updateOne({ list: 9 }, { $set: { 'list.$': 8 }, $pull: { subs: { q: 4 } } });
    await List.updateOne({ list: 2 }, { $pull: { list: 2 }, $addToSet: { subs: { q: 6 } } });
    expect(await List.findById(doc._id).lean()).toMatchObject({
      list: [8],
      subs: [{ q: 5 }, { q: 6 }],
    });
  });

  test('timestamps, and one write for two fields', async () => {
    const Timed = connection.model('Timed', timedSchema);
    const timed = await Timed.create({ n: 1 });
    timed.n = 2;
    await timed.save();
    const { updatedAt } = (await Timed.findById(timed._id))!;
    expect(updatedAt).toEqual(timed.updatedAt);
    const Account = connection.model('Account', accountSchema);
    await Account.create({ _id: 'A', balance: 0, last: 0 });
    const pay = { $set: { last: 1 }, $inc: { balance: 70 } };
    expect(await Account.updateOne({ _id: 'A', last: 0 }, pay)).toMatchObject({ matchedCount: 1 });
    expect(await Account.updateOne({ _id: 'A', last: 0 }, pay)).toMatchObject({ matchedCount: 0 });
    expect(await Account.findById('A').lean()).toMatchObject({ balance: 70, last: 1 });
  });

  test('bulkWrite', async () => {
    const Ticket = connection.model('Ticket', ticketSchema);
    const result = await Ticket.bulkWrite([
      { insertOne: { document: { title: 'a', price: 1 } } },
      { updateOne: { filter: { title: 'a' }, update: { $set: { price: 3 } } } },
      { updateMany: { filter: { title: 'a' }, update: { $mul: { price: 2 } } } },
      {
        replaceOne: { filter: { title: 'b' }, replacement: { title: 'b', price: 1 }, upsert: true },
      },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 2,
      modifiedCount: 2,
      upsertedCount: 1,
    });
    expect(await Ticket.findOne({ title: 'a' }).lean()).toMatchObject({ price: 6 });
  });
});

test('300 versioned updates over 20 connections leave version 300', async () => {
  const many = await createConnection(`${server.url}updates`, {
    autoCreate: false,
    minPoolSize: 20,
    maxPoolSize: 20,
  }).asPromise();
  const counters = many.collection<{ _id: string; version: number }>('counters');
  await counters.insertOne({ _id: 'c', version: 0 });
  const raise = async (): Promise<void> => {
    for (;;) {
      const { version } = (await counters.findOne({ _id: 'c' }))!;
      const { matchedCount } = await counters.updateOne(
        { _id: 'c', version },
        { $inc: { version: 1 } },
      );
      if (matchedCount === 1) return;
    }
  };
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let update = 0; update < 15; update++) await raise();
    }),
  );
  expect(await counters.findOne({ _id: 'c' })).toEqual({ _id: 'c', version: 300 });
  await many.close();
});
