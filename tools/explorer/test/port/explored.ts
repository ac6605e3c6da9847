import type { FaultLimits, SmallWorld, Table } from '../../src';
import type { Account, AccountEvent, Accounts, AccountsService } from './accounts-service';

/** The explorer's table behind the port: each call is one operation, and one step of a schedule. */
export function accountsIn(table: Table<Account>): Accounts {
  return {
    find: (id) => table.load(id),
    insert: async (account) => {
      const isNew = await table.update(account.id, (found) => (found ? undefined : account));
      if (!isNew) throw new Error(`there is an account ${account.id}`);
    },
    save: (account) => table.save(account.id, account),
    update: (account, version) =>
      table.update(account.id, (found) => (found?.version === version ? account : undefined)),
  };
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is no Tables
export type Bank = { readonly accounts: Readonly<Record<string, Account>> };

/** Ann opens an account with 100, and withdraws 70 and 20. */
export const events: readonly AccountEvent[] = [
  { kind: 'opened', id: 'ann', version: 1, balance: 100 },
  { kind: 'withdrawn', id: 'ann', version: 2, amount: 70 },
  { kind: 'withdrawn', id: 'ann', version: 3, amount: 20 },
];

/** What may be otherwise in a world. */
interface More {
  /** How many of the events are in the tables from the start: 0 or 1. */
  readonly since?: 0 | 1;
  readonly copies?: number;
  readonly faults?: FaultLimits;
}

function world({ since = 0, copies = 2, faults = {} }: More) {
  const opened: Bank['accounts'] = { ann: { id: 'ann', balance: 100, version: 1 } };
  return {
    name: 'accounts',
    events: events.slice(since).map((data) => ({ channel: `account:${data.kind}`, data })),
    tables: { accounts: since === 0 ? {} : opened },
    safe: ({ accounts }: Bank): true | string =>
      accounts.ann?.balance === 10 || `ann has ${accounts.ann?.balance}`,
    copies,
    faults,
  };
}

/** The service as it is, if it keeps nothing in variables: another one for each message. */
export function worldOf(Service: AccountsService, more: More): SmallWorld<AccountEvent, Bank> {
  return {
    ...world(more),
    handle: (message, { accounts }) =>
      new Service(accountsIn(accounts)).onMessage(message.data, message),
  };
}

/** The service as it is, in copies that keep what they keep in variables: many more schedules. */
export function worldOfCopies(
  Service: AccountsService,
  more: More,
): SmallWorld<AccountEvent, Bank> {
  return {
    ...world(more),
    service: ({ accounts }) => {
      const service = new Service(accountsIn(accounts));
      return (message) => service.onMessage(message.data, message);
    },
  };
}
