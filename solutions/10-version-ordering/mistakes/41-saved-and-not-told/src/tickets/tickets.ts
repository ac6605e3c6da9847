import type { Message } from 'node-nats-streaming';
import type { OrderCreated, Publish, TicketEvent } from '../events';
import { Subjects } from '../subjects';
import { eventOf, type TicketModel } from './ticket';

/** What the tickets service works with. */
export interface Tickets {
  readonly Ticket: TicketModel;
  readonly publish: Publish;
}

/**
 * Makes a ticket, and tells of it.
 *
 * @throws if it cannot be stored: nobody is told of it then
 */
export async function createTicket(
  { Ticket, publish }: Tickets,
  fields: { readonly title: string; readonly price: number },
): Promise<TicketEvent> {
  const ticket = new Ticket(fields);
  await ticket.save();
  const event = eventOf(ticket);
  await publish(Subjects.TicketCreated, event);
  return event;
}

/**
 * Changes the price of a ticket, and tells of it.
 *
 * @throws if there is none, or somebody else has changed it meanwhile: nothing is changed then
 */
export async function changePrice(
  { Ticket, publish }: Tickets,
  id: string,
  price: number,
): Promise<TicketEvent> {
  const ticket = await Ticket.findById(id);
  if (!ticket) throw new Error(`There is no ticket ${id}.`);
  ticket.price = price;
  if (!ticket.isModified()) return eventOf(ticket);
  await ticket.save();
  const event = eventOf(ticket);
  await publish(Subjects.TicketUpdated, event);
  return event;
}

/** Reserves a ticket for the order that was placed, and tells of it; then acknowledges. */
export async function onOrderCreated(
  { Ticket }: Tickets,
  order: OrderCreated,
  msg: Message,
): Promise<void> {
  const ticket = await Ticket.findById(order.ticketId);
  if (!ticket) throw new Error(`There is no ticket ${order.ticketId}.`);
  if (ticket.orderId === undefined) {
    ticket.orderId = order.id;
    await ticket.save();
  }
  msg.ack();
}
