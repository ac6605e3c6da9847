import type { Row, TestBroker, TestDatabase } from '@workbook/testkit';
import type { Ticket } from '../src/events';
import type { Crowd } from './crowd';
import type { Skip } from './rows';
import { SERVICE_NAMES } from './shop';

/** What stands in the databases of the shop. */
export interface Standing {
  readonly tickets: readonly Row[];
  readonly copies: readonly Row[];
  readonly orders: readonly Row[];
  readonly transactions: readonly Row[];
  readonly accounts: readonly Row[];
  /** What was told of tickets. */
  readonly told: readonly Ticket[];
  /** What each service has put aside: its name and the channel. */
  readonly parked: readonly string[];
  /** What was written, a line each: which client, and what. */
  readonly written: readonly string[];
  /** What was stored of copies too early, as far as that is known. */
  readonly skips: readonly Skip[];
}

/** What stands in the databases. */
export async function standingIn(database: TestDatabase, broker: TestBroker): Promise<Standing> {
  const [tickets, copies, orders, transactions, accounts, ...parked] = await Promise.all([
    database.rows('tickets', 'tickets'),
    database.rows('orders', 'tickets'),
    database.rows('orders', 'orders'),
    database.rows('transactions', 'transactions'),
    database.rows('accounts', 'accounts'),
    ...SERVICE_NAMES.map((service) => database.rows(service, 'parked')),
  ]);
  return {
    tickets,
    copies,
    orders,
    transactions,
    accounts,
    told: toldBy(broker),
    written: database.facts.story().filter((line) => !line.includes(': find ')),
    skips: [],
    parked: parked.flatMap((rows, index) =>
      rows.map(({ channel }) => `${SERVICE_NAMES[index]!}: ${String(channel)}`),
    ),
  };
}

/** What stands in memory. */
export function standingInMemory({ stores, parked }: Crowd, broker: TestBroker): Standing {
  const rows = (all: ReadonlyMap<string, { readonly id: string }>): Row[] =>
    [...all.values()].map(({ id, ...rest }) => ({ _id: id, ...rest }));
  return {
    tickets: rows(stores.tickets.all),
    copies: rows(stores.copies),
    orders: rows(stores.orders.all),
    transactions: rows(stores.transactions.all),
    accounts: rows(stores.accounts),
    told: toldBy(broker),
    written: stores.written,
    skips: stores.skips,
    parked: [...parked].flatMap(([service, { rows: aside }]) =>
      [...aside.values()].map(({ channel }) => `${service}: ${channel}`),
    ),
  };
}

/** What tickets has told of its tickets, in order. */
export function toldBy({ facts }: TestBroker): Ticket[] {
  return facts.published().flatMap(({ client, channel, data }) => {
    const isOfTickets = client.startsWith('tickets-') && channel === 'ticket:updated';
    return isOfTickets ? [JSON.parse(data) as Ticket] : [];
  });
}
