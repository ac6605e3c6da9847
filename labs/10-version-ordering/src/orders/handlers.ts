import type { Message } from 'node-nats-streaming';
import type { TicketEvent } from '../events';
import type { TicketModel } from './ticket';

/**
 * Stores a copy of a ticket that was made; acknowledges when it is there.
 *
 * @throws if it cannot: the event is not acknowledged then, and comes again
 */
export async function onTicketCreated(
  Ticket: TicketModel,
  data: TicketEvent,
  msg: Message,
): Promise<void> {
  const { id, title, price, version } = data;
  // TODO step 2: under which id? And what if this event comes twice?
  await Ticket.create({ title, price, version });
  msg.ack();
}

/**
 * Brings the copy of a ticket that was changed to the version of the event; acknowledges when it is there.
 *
 * @throws if it cannot: the event is not acknowledged then, and comes again
 */
export async function onTicketUpdated(
  Ticket: TicketModel,
  data: TicketEvent,
  msg: Message,
): Promise<void> {
  const ticket = await Ticket.findByEvent(data);
  // TODO step 5: too early, or too late? Those are two things.
  if (!ticket) throw new Error(`Ticket ${data.id} was not found.`);
  ticket.set({ title: data.title, price: data.price });
  // TODO step 5: does save() count when nothing has changed?
  await ticket.save();
  msg.ack();
}
