import { needs, type TestDatabase } from '@workbook/testkit';
import type { Publish, TicketEvent } from '../src/events';
import * as model from '../src/tickets/ticket';
import * as tickets from '../src/tickets/tickets';

needs(model, 'src/tickets/ticket.ts', { ticketModel: 'function' });
needs(tickets, 'src/tickets/tickets.ts', {
  createTicket: 'function',
  changePrice: 'function',
  onOrderCreated: 'function',
});

/** An event as it is on its way to the broker: what JSON makes of it. */
export interface Announced {
  readonly channel: string;
  readonly data: TicketEvent;
}

/** A copy of the tickets service, with what it publishes in the hands of the test. */
export interface TicketsCopy {
  readonly tickets: tickets.Tickets;
  /** What it has published, in order. */
  readonly published: Announced[];
}

/**
 * Connects a copy of tickets to its database.
 *
 * @param publish what becomes of an event before it counts as published: may reject
 */
export async function startTickets(
  database: TestDatabase,
  copy = 'tickets-1',
  publish: (event: Announced) => unknown = () => undefined,
): Promise<TicketsCopy> {
  const Ticket = model.ticketModel(await database.connect(copy, 'tickets'));
  const published: Announced[] = [];
  const tell: Publish = async (channel, data) => {
    const event = { channel, data: JSON.parse(JSON.stringify(data)) as TicketEvent };
    await publish(event);
    published.push(event);
  };
  return { tickets: { Ticket, publish: tell }, published };
}

/** What stands in the database of tickets. */
export function storedTickets(database: TestDatabase): Promise<readonly Record<string, unknown>[]> {
  return database.rows('tickets', 'tickets');
}
