import { Types } from 'mongoose';
import type { Ticket } from '../events';
import type { OwnedRows } from '../owned';
import { Subjects } from '../subjects';

/** Where the tickets service keeps its tickets. */
export type Tickets = OwnedRows<Ticket>;

/** The tickets service cannot do that: what is said to who asked. */
export class Refused extends Error {}

/** Makes a ticket. */
export async function createTicket(
  tickets: Tickets,
  { title, price }: Pick<Ticket, 'title' | 'price'>,
): Promise<Ticket> {
  const ticket = { id: new Types.ObjectId().toHexString(), title, price, version: 0 };
  await tickets.insert(ticket, { subject: Subjects.TicketCreated, data: ticket });
  return ticket;
}

/**
 * Changes the price of a ticket.
 *
 * @throws Refused if there is none, an order has it, or somebody else has changed it meanwhile
 */
export async function changePrice(tickets: Tickets, id: string, price: number): Promise<Ticket> {
  const ticket = await tickets.find(id);
  if (!ticket) throw new Refused(`There is no ticket ${id}.`);
  if (ticket.order) throw new Refused(`Order ${ticket.order.id} has ticket ${id}.`);
  const next = { ...ticket, price, version: ticket.version + 1 };
  if (!(await tickets.replace(next, { subject: Subjects.TicketUpdated, data: next })))
    throw new Refused(`Somebody else has changed ticket ${id} meanwhile.`);
  return next;
}
