import { type Connection, type HydratedDocument, type Model, Schema } from 'mongoose';
import type { TicketEvent } from '../events';

/** A ticket as the tickets service stores it. It owns the ticket: nobody else changes one. */
export interface TicketFields {
  title: string;
  price: number;
  /** The order that has reserved it, if one has. */
  orderId?: string;
  version: number;
}

export type TicketModel = Model<TicketFields>;
export type TicketDocument = HydratedDocument<TicketFields>;

/** The tickets in the database of `connection`: each service, and each copy of one, has a connection of its own. */
export function ticketModel(connection: Connection): TicketModel {
  const schema = new Schema<TicketFields>(
    {
      title: { type: String, required: true },
      price: { type: Number, required: true, min: 0 },
      orderId: String,
    },
    {
      // #region step 1: a version, and what it is called
      versionKey: 'version',
      // #starter
      //: // TODO step 1: mongoose counts in a field of its own, and calls it __v.
      // #endregion
      // #region step 3: who saves what somebody else has changed meanwhile is told so
      optimisticConcurrency: true,
      // #starter
      //: // TODO step 3: the last one to save wins, and nobody hears of it.
      // #endregion
    },
  );
  return connection.model<TicketFields>('Ticket', schema);
}

/** What is told of a ticket as it stands. */
export function eventOf(ticket: TicketDocument): TicketEvent {
  const { id, title, price, version, orderId } = ticket;
  return { id, title, price, version, ...(orderId !== undefined && { orderId }) };
}
