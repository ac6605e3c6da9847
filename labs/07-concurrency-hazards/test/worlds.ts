import type { FaultLimits, SmallWorld, Table } from '@workbook/testkit/schedules';
import type { Account, Accounts } from '../src/accounts/accounts';
import { onTransaction } from '../src/accounts/handler';
import { Subjects } from '../src/subjects';
import type { Transaction } from '../src/transaction';

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is no Tables
type Bank = { accounts: Record<string, Row> };

type Row = Omit<Account, 'id'>;

/** What a world allows. */
interface Allowed {
  readonly copies: number;
  /** True if a copy gets its next event when it has acknowledged the one before. */
  readonly oneAtATime?: boolean;
  readonly faults?: FaultLimits;
}

const transactions: readonly Transaction[] = [
  { account: 'ann', kind: 'deposit', amount: 100 },
  { account: 'ann', kind: 'withdrawal', amount: 90 },
];

/** The accounts service as it stands in `src/accounts`, Ann's 20, and what she does on Friday. */
function friday({ copies, oneAtATime, faults = {} }: Allowed): SmallWorld<Transaction, Bank> {
  return {
    name: 'accounts',
    events: transactions.map((data) => ({ channel: Subjects.TransactionCreated, data })),
    tables: { accounts: { ann: { balance: 20 } } },
    handle: (message, { accounts }) => onTransaction(accountsIn(accounts), message.data, message),
    safe: ({ accounts: { ann } }) => ann?.balance === 30 || `Ann has ${ann?.balance}`,
    copies,
    ...(oneAtATime && { maxInFlight: 1 }),
    faults,
  };
}

function accountsIn(table: Table<Row>): Accounts {
  return {
    async find(id) {
      const row = await table.load(id);
      return row && { id, ...row };
    },
    save: async ({ id, ...row }) => table.save(id, row),
  };
}

/** One for each hazard. */
export const worlds = {
  /** One copy, whose database may fail once. */
  failed: friday({ copies: 1, faults: { failures: 1 } }),
  /** Two copies, one event at a time each; nothing goes wrong. */
  quicker: friday({ copies: 2, oneAtATime: true }),
  /** Two copies, one of which may die. */
  dead: friday({ copies: 2, oneAtATime: true, faults: { crashes: 1 } }),
  /** One copy, one event at a time; an ack may be lost. */
  twice: friday({ copies: 1, oneAtATime: true, faults: { lostAcks: 1 } }),
};
