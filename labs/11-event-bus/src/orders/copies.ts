import type { Connection } from 'mongoose';
import type { Ticket } from '../events';

/** What orders knows of tickets: a copy of each. Each of these is one request to the database. */
export interface Copies {
  find(id: string): Promise<Ticket | undefined>;
  /** Stores a copy, whatever stands there. */
  save(ticket: Ticket): Promise<void>;
  /**
   * Stores the copy of a ticket that is not there yet.
   *
   * @returns whether it did: it may be there
   */
  insert(ticket: Ticket): Promise<boolean>;
  /**
   * Stores a copy over the one that stands at `version`.
   *
   * @returns whether it did: none may stand there, or one at another version
   */
  replace(ticket: Ticket, version: number): Promise<boolean>;
}

/** What MongoDB says to a second one. */
const DUPLICATE_KEY = 11000;

/** The copies in the database of `connection`. */
export function copiesIn(connection: Connection): Copies {
  const rows = connection.collection<Omit<Ticket, 'id'> & { readonly _id: string }>('tickets');
  return {
    find: async (id) => {
      const row = await rows.findOne({ _id: id });
      if (!row) return undefined;
      const { _id, ...rest } = row;
      return { id: _id, ...rest };
    },
    save: async ({ id, ...rest }) => {
      await rows.replaceOne({ _id: id }, rest, { upsert: true });
    },
    insert: async ({ id, ...rest }) => {
      try {
        await rows.insertOne({ _id: id, ...rest });
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false;
        throw error;
      }
    },
    replace: async ({ id, ...rest }, version) => {
      const { matchedCount } = await rows.replaceOne({ _id: id, version }, rest);
      return matchedCount > 0;
    },
  };
}
