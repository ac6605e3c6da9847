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
  // #region step 2: under the ticket's own id, once
  try {
    await Ticket.create({ _id: id, title, price, version });
  } catch (error) {
    if ((error as { code?: number }).code !== 11000) throw error;
  }
  // #starter
  //: // TODO step 2: under which id? And what if this event comes twice?
  //: await Ticket.create({ title, price, version });
  // #endregion
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
  // #region step 5: a gap waits, a duplicate is done
  if (!ticket) {
    const isDone = await Ticket.exists({ _id: data.id, version: { $gte: data.version } });
    if (isDone) msg.ack();
    return;
  }
  // #starter
  //: // TODO step 5: too early, or too late? Those are two things.
  //: if (!ticket) throw new Error(`Ticket ${data.id} was not found.`);
  // #endregion
  ticket.set({ title: data.title, price: data.price });
  // #region step 5: what has not changed counts as well
  ticket.markModified('title');
  // #starter
  //: // TODO step 5: does save() count when nothing has changed?
  // #endregion
  await ticket.save();
  msg.ack();
}
