import type { Collection } from 'mongodb';

export interface Ticket {
  _id: number;
  title: string;
  price: number;
  version: number;
}

/** What is done over and over, the documents of `DOCUMENTS` tickets being there. */
export type Workload = (tickets: Collection<Ticket>, count: number) => Promise<unknown>;

export const DOCUMENTS = 10_000;

export const ticket = (id: number): Ticket => ({
  _id: id,
  title: `concert ${id}`,
  price: 20,
  version: 0,
});

/** Some place among them, another each time. */
const anyOf = (count: number): number => (count * 7919) % DOCUMENTS;

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  insert: (tickets, count) => tickets.insertOne(ticket(DOCUMENTS + count)),
  'find by _id': (tickets, count) => tickets.findOne({ _id: anyOf(count) }),
  'find by an indexed title': (tickets, count) =>
    tickets.findOne({ title: `concert ${anyOf(count)}` }),
  'update by _id and version': (tickets, count) =>
    tickets.updateOne(
      { _id: anyOf(count), version: { $gte: 0 } },
      { $set: { price: count }, $inc: { version: 1 } },
    ),
};
