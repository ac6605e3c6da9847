import type { FaultLimits, Message, SmallWorld, Table } from '@workbook/testkit/schedules';
import type { Account, Accounts } from '../src/accounts/accounts';
import { balanceAfter } from '../src/accounts/balance';
import type { onTransaction } from '../src/accounts/handler';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';
import { messageOf } from './message';

type Row = Omit<Account, 'id'>;

/** What the explorer knows of the tables. */
interface Tables {
  readonly [table: string]: Record<string, Row>;
  readonly accounts: Record<string, Row>;
}

/** The accounts service with its events, whoever handles them. */
export type Bank = SmallWorld<Transaction, Tables>;

/** What handles the messages of a copy. */
export type Handle = (message: Message<Transaction>) => Promise<void>;

/** What happens to the accounts of a small world. */
export interface Happening {
  /** In the order in which they are published. */
  readonly events: readonly Transaction[];
  readonly faults?: FaultLimits;
}

/** Ann has 20 at the start, and Bob is not there yet. */
const ANN: Account = { id: 'ann', balance: 20, last: 0 };

/** Two copies of accounts, all but their handler. */
export function bank({
  events,
  faults = {},
}: Happening): Omit<Bank, 'handle' | 'service' | 'database'> {
  const right = rightAfter(events);
  return {
    name: 'accounts',
    events: events.map((data) => ({ channel: Subjects.TransactionCreated, data })),
    tables: { accounts: { ann: { balance: ANN.balance, last: ANN.last } } },
    safe: ({ accounts }) => judge(accounts, right),
    faults,
  };
}

/** Gives messages of a small world to a handler, with a table of it behind the port. */
export function handling(table: Table<Row>, handle: typeof onTransaction): Handle {
  const accounts = accountsIn(table);
  return (message) => handle(accounts, message.data, messageOf(message));
}

/** How the accounts of a small world are to stand in the end. */
export function rightAfter(events: readonly Transaction[]): Map<string, Account> {
  return inSequence(events, ANN);
}

/** How each account stands if its transactions are applied once, one after the other. */
export function inSequence(
  events: readonly Transaction[],
  ...start: readonly Account[]
): Map<string, Account> {
  const accounts = new Map(start.map((account) => [account.id, account]));
  for (const event of [...events].sort((one, other) => one.number - other.number)) {
    const { account: id, number } = event;
    const { balance, last } = accounts.get(id) ?? { balance: 0, last: 0 };
    if (number === last + 1)
      accounts.set(id, { id, balance: balanceAfter(balance, event), last: number });
  }
  return accounts;
}

/** `ann stands at 30 with last number 2` */
export function standing({ id, balance, last }: Account): string {
  return `${id} stands at ${balance} with last number ${last}`;
}

/** Each request to the database is one step of a schedule. */
function accountsIn(table: Table<Row>): Accounts {
  return {
    find: async (id) => {
      const row = await table.load(id);
      return row && { id, ...row };
    },
    save: ({ id, balance, last }) => table.save(id, { balance, last }),
    replace: ({ id, balance, last: number }, last) =>
      table.update(id, (stored) =>
        (stored?.last ?? 0) === last ? { balance, last: number } : undefined,
      ),
  };
}

function judge(accounts: Tables['accounts'], right: ReadonlyMap<string, Account>): true | string {
  const wrong = [...right.values()].find((account) => !isSame(accounts[account.id], account));
  return (
    wrong === undefined ||
    standing({ ...(accounts[wrong.id] ?? { balance: 0, last: 0 }), id: wrong.id })
  );
}

function isSame(stored: Row | undefined, account: Account): boolean {
  return stored?.balance === account.balance && stored.last === account.last;
}
