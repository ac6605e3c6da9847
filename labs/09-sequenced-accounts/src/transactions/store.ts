import { type Connection, Schema } from 'mongoose';
import type { Transaction } from '../events';

/** Where the transactions service keeps its transactions. Everything here is one request to the database. */
export interface Transactions {
  /** The highest number that a transaction of the account has; 0 if there is none. */
  last(account: string): Promise<number>;
  /** Counts the account's counter up by one, and gives what it has counted to. */
  next(account: string): Promise<number>;
  /**
   * Stores a transaction, as one that nobody was told of.
   *
   * @returns false if the account has one of this number, or another transaction has the id: nothing is stored then
   */
  insert(transaction: Transaction): Promise<boolean>;
  /** Those that are not marked as told: account by account, in the order of their numbers. */
  untold(): Promise<Transaction[]>;
  /** Marks one as told. */
  markTold(id: string): Promise<void>;
}

interface Row extends Omit<Transaction, 'id'> {
  readonly _id: string;
  readonly told: boolean;
}

/** What MongoDB says to a second one. */
const DUPLICATE_KEY = 11000;

/** The transactions in the database of `connection`; resolves when it has the index that keeps numbers apart. */
export async function openTransactions(connection: Connection): Promise<Transactions> {
  const schema = new Schema<Row>(
    {
      _id: { type: String, required: true },
      account: { type: String, required: true },
      number: { type: Number, required: true },
      kind: { type: String, required: true },
      amount: { type: Number, required: true },
      told: { type: Boolean, required: true },
    },
    { versionKey: false },
  );
  schema.index({ account: 1, number: 1 }, { unique: true });
  const Stored = connection.model<Row>('Transaction', schema);
  const Counter = connection.model(
    'Counter',
    new Schema({ _id: String, number: Number }, { versionKey: false }),
  );
  await Stored.init();
  return {
    last: async (account) => {
      const row = await Stored.findOne({ account }).sort({ number: -1 }).lean();
      return row?.number ?? 0;
    },
    next: async (account) => {
      const more = { $inc: { number: 1 } };
      const options = { upsert: true, returnDocument: 'after' } as const;
      const counter = await Counter.findOneAndUpdate({ _id: account }, more, options).lean();
      return counter.number!;
    },
    insert: async ({ id, ...fields }) => {
      try {
        await Stored.create({ _id: id, ...fields, told: false });
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === DUPLICATE_KEY) return false;
        throw error;
      }
    },
    untold: async () => {
      const rows = await Stored.find({ told: false }).sort({ account: 1, number: 1 }).lean();
      return rows.map(({ _id: id, account, number, kind, amount }) => {
        return { id, account, number, kind, amount };
      });
    },
    markTold: async (id) => {
      await Stored.updateOne({ _id: id }, { told: true });
    },
  };
}
