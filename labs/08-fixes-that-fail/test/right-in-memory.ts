import { COPIES, type Service, writing } from '../src/measured/service';
import { type Numbered, onTransaction } from './right';

/** The right service over a database in memory, as the fixes are measured. */
export function rightInMemory(): Service {
  const rows = new Map<string, Numbered>();
  const accounts = {
    load: (id: string) => Promise.resolve(rows.get(id)),
    async update(id: string, change: (stored: Numbered | undefined) => Numbered | undefined) {
      await writing();
      const row = change(rows.get(id));
      if (row) rows.set(id, row);
      return row !== undefined;
    },
  };
  return {
    copies: COPIES,
    handle: (transaction, msg) => onTransaction(accounts, transaction, msg),
    balanceOf: (account) => rows.get(account)?.balance ?? 0,
  };
}
