import { type Connection, type HydratedDocument, type Model, Schema } from 'mongoose';

/** What orders knows of a ticket: its own copy of what it needs, under the ticket's id. */
export interface TicketFields {
  title: string;
  price: number;
  version: number;
}

export type TicketDocument = HydratedDocument<TicketFields>;

export interface TicketModel extends Model<TicketFields> {
  /**
   * Finds the ticket that an event is about, if the event is the next one for it.
   *
   * @returns null if there is none, or it stands at another version than the one before the event's
   */
  findByEvent(event: {
    readonly id: string;
    readonly version: number;
  }): Promise<TicketDocument | null>;
}

/** The copies of tickets in the database of `connection`. */
export function ticketModel(connection: Connection): TicketModel {
  const schema = new Schema<TicketFields, TicketModel>(
    {
      title: { type: String, required: true },
      price: { type: Number, required: true, min: 0 },
    },
    {
      versionKey: 'version',
      optimisticConcurrency: true,
    },
  );
  schema.static('findByEvent', function findByEvent(event: { id: string; version: number }) {
    return this.findById(event.id);
  });
  return connection.model<TicketFields, TicketModel>('Ticket', schema);
}
