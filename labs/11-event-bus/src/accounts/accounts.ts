import type { Connection } from 'mongoose';

/** An account as the accounts service stores it. */
export interface Account {
  /** `ann` */
  readonly id: string;
  readonly balance: number;
  /** The number of the last transaction that is in the balance; 0 if none is. */
  readonly last: number;
}

/** Where the accounts service keeps its accounts. Everything here is one request to the database. */
export interface Accounts {
  /** @returns undefined if it is not there: nothing was paid in yet */
  find(id: string): Promise<Account | undefined>;
  /** Stores an account, whatever stands there. */
  save(account: Account): Promise<void>;
  /**
   * Stores an account if the one that stands there still has `last` as its last number: 0 also if there is none.
   *
   * @returns whether it has
   */
  replace(account: Account, last: number): Promise<boolean>;
}

/** What MongoDB says to a second one. */
const DUPLICATE_KEY = 11000;

/** The accounts in the database of `connection`. */
export function accountsIn(connection: Connection): Accounts {
  const rows = connection.collection<Omit<Account, 'id'> & { readonly _id: string }>('accounts');
  return {
    find: async (id) => {
      const row = await rows.findOne({ _id: id });
      return row ? { id, balance: row.balance, last: row.last } : undefined;
    },
    save: async ({ id, ...rest }) => {
      await rows.replaceOne({ _id: id }, rest, { upsert: true });
    },
    replace: async ({ id, ...rest }, last) => {
      try {
        const done = await rows.replaceOne({ _id: id, last }, rest, { upsert: last === 0 });
        return done.matchedCount + done.upsertedCount > 0;
      } catch (error) {
        if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false;
        throw error;
      }
    },
  };
}
