import { type Connection, Schema } from 'mongoose';
import type { Answer, TestDatabase } from '@workbook/testkit/predict';

const id = '65a1b2c3d4e5f60718293a4b';

interface Fields {
  title: string;
  price: number;
  version: number;
}

/** As it is in a schema of which nobody has thought, or with the version as the lab has it. */
function tickets(connection: Connection, optimisticConcurrency: boolean) {
  const fields = { title: String, price: Number };
  const schema = new Schema<Fields>(fields, { versionKey: 'version', optimisticConcurrency });
  return connection.model<Fields>('Ticket', schema);
}

/** A database with a ticket at version 0 that costs 20. */
async function withTicket(database: TestDatabase, name: string): Promise<Connection> {
  await database.store(name, 'tickets', { _id: id, title: 'concert', price: 20, version: 0 });
  return database.connect(`${name}-1`, name);
}

async function standing(database: TestDatabase, name: string): Promise<string> {
  const [row] = await database.rows(name, 'tickets');
  return `${String(row!.price)}, at version ${String(row!.version)}`;
}

const laterFirst: Answer = async (_, __, startDatabase) => {
  const database = await startDatabase();
  const Ticket = tickets(await withTicket(database, 'orders'), false);
  for (const { version, price } of [
    { version: 2, price: 30 },
    { version: 1, price: 25 },
  ]) {
    const ticket = await Ticket.findById(id);
    await ticket!.set({ price, version }).save();
  }
  return `At ${await standing(database, 'orders')}: the last one to come wins.`;
};

const bothAtOnce: Answer = async (_, __, startDatabase) => {
  const database = await startDatabase();
  const Ticket = tickets(await withTicket(database, 'tickets'), false);
  const both = [await Ticket.findById(id), await Ticket.findById(id)];
  const prices = [25, 30];
  const told: number[] = [];
  for (const [index, ticket] of both.entries()) {
    await ticket!.set({ price: prices[index] }).save();
    told.push(ticket!.version);
  }
  return `${told.length}, and both events have version ${[...new Set(told)].join(' and ')}: plain fields are not counted.`;
};

const reserved: Answer = async (_, __, startDatabase) => {
  const database = await startDatabase();
  const Ticket = tickets(await withTicket(database, 'orders'), true);
  const ticket = await Ticket.findById(id);
  await ticket!.set({ title: 'concert', price: 20 }).save();
  const after = await standing(database, 'orders');
  const next = await Ticket.findOne({ _id: id, version: 2 - 1 });
  return `At ${after.replace(/.*version/, 'version')}: save() has written nothing. Version 2 finds ${next ? 'it' : 'no copy at version 1'}, and waits for ever.`;
};

const diesBetween: Answer = async (_, __, startDatabase) => {
  const database = await startDatabase();
  const Owned = tickets(await withTicket(database, 'tickets'), true);
  const Copied = tickets(await withTicket(database, 'orders'), true);
  const told: { version: number; price: number }[] = [];
  for (const { price, dies } of [
    { price: 25, dies: true },
    { price: 30, dies: false },
  ]) {
    const ticket = await Owned.findById(id);
    await ticket!.set({ price }).save();
    if (!dies) told.push({ version: ticket!.version, price });
  }
  for (const { version, price } of told)
    await Copied.updateOne({ _id: id, version: version - 1 }, { price, version });
  const stands = (await standing(database, 'orders')).replace(/.*version/, 'version');
  return `At ${stands}: it has heard of version ${told.map(({ version }) => version).join(', ')} alone, and waits for the one before.`;
};

/** The answers to the questions of the README, in their order. */
export const answers: readonly Answer[] = [laterFirst, bothAtOnce, reserved, diesBetween];
