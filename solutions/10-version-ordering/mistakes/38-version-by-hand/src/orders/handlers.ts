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
  try {
    await Ticket.create({ _id: id, title, price, version });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
  }
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
  if (!ticket) {
    const isDone = await Ticket.exists({ _id: data.id, version: { $gte: data.version } });
    if (isDone) msg.ack();
    return;
  }
  ticket.set({ title: data.title, price: data.price, version: data.version });
  ticket.markModified('title');
  await ticket.save();
  msg.ack();
}
