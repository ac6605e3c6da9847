import { type Connection, Schema } from 'mongoose';
import type { Account, Accounts } from './accounts';

interface Fields {
  _id: string;
  balance: number;
}

const schema = new Schema<Fields>({ _id: String, balance: Number }, { versionKey: false });

/** Accounts in the collection `accounts` of a database. */
export function accountsIn(connection: Connection): Accounts {
  const Model = connection.model<Fields>('Account', schema);
  return {
    async find(id: string): Promise<Account | undefined> {
      const found = await Model.findById(id);
      return found ? { id, balance: found.balance } : undefined;
    },
    async save({ id, balance }: Account): Promise<void> {
      await Model.updateOne({ _id: id }, { balance }, { upsert: true });
    },
  };
}
