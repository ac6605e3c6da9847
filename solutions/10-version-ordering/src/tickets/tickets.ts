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
  // #region step 1: stored first, told afterwards
  await ticket.save();
  const event = eventOf(ticket);
  await publish(Subjects.TicketCreated, event);
  // #starter
  //: // TODO step 1: which version? And what is told of a ticket that could not be stored?
  //: const event = eventOf(ticket);
  //: await publish(Subjects.TicketCreated, event);
  //: await ticket.save();
  // #endregion
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
  // #region step 6: what moves nothing is not told
  if (!ticket.isModified()) return eventOf(ticket);
  // #starter
  //: // TODO step 6: the price may be the one that it has.
  // #endregion
  await ticket.save();
  const event = eventOf(ticket);
  await publish(Subjects.TicketUpdated, event);
  return event;
}

/** Reserves a ticket for the order that was placed, and tells of it; then acknowledges. */
export async function onOrderCreated(
  { Ticket, publish }: Tickets,
  order: OrderCreated,
  msg: Message,
): Promise<void> {
  // #region step 6: the reservation is a version as well
  const ticket = await Ticket.findById(order.ticketId);
  if (!ticket) throw new Error(`There is no ticket ${order.ticketId}.`);
  if (ticket.orderId === undefined) {
    ticket.orderId = order.id;
    await ticket.save();
  }
  // Has this copy's event come before? Then it may have been saved and not told.
  if (ticket.orderId === order.id) await publish(Subjects.TicketUpdated, eventOf(ticket));
  // #starter
  //: // TODO step 6: only save() counts, and whoever has a copy of this ticket hears nothing of it.
  //: await Ticket.findByIdAndUpdate(order.ticketId, { orderId: order.id });
  // #endregion
  msg.ack();
}
