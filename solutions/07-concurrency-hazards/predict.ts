import type { Answer } from '@workbook/testkit/predict';
import { explore, type FaultLimits, replay, type SmallWorld } from '@workbook/testkit/schedules';
import type { Account } from './src/accounts/accounts';
import { onTransaction } from './src/accounts/handler';
import type { Transaction } from './src/transaction';

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is no Tables
type Bank = { accounts: Record<string, Omit<Account, 'id'>> };

interface Allowed {
  readonly copies: number;
  readonly maxInFlight?: number;
  readonly faults?: FaultLimits;
}

function friday(allowed: Allowed): SmallWorld<Transaction, Bank> {
  const transactions: readonly Transaction[] = [
    { account: 'ann', kind: 'deposit', amount: 100 },
    { account: 'ann', kind: 'withdrawal', amount: 90 },
  ];
  return {
    name: 'accounts',
    events: transactions.map((data) => ({ channel: 'transaction:created', data })),
    tables: { accounts: { ann: { balance: 20 } } },
    handle: (message, { accounts }) =>
      onTransaction(
        {
          async find(id) {
            const row = await accounts.load(id);
            return row && { id, ...row };
          },
          save: async ({ id, ...row }) => accounts.save(id, row),
        },
        message.data,
        message,
      ),
    safe: ({ accounts: { ann } }) => ann?.balance === 30 || `Ann has ${ann?.balance}`,
    ...allowed,
  };
}

const end = async (allowed: Allowed, moves: string): Promise<string> => {
  const { wrong = 'Ann has 30' } = await replay(friday(allowed), moves);
  return wrong;
};

const failed: Allowed = { copies: 1, faults: { failures: 1 } };
const quicker: Allowed = { copies: 2 };
const twice: Allowed = { copies: 1, faults: { lostAcks: 1 } };

const late: Answer = async () =>
  `${await end(failed, 'send #1 > a; fail; send #2 > a')}: the withdrawal found 20, cost a fee, and the deposit came after it.`;

const slow: Answer = async () =>
  `${await end(quicker, 'send #1 > a; read; send #2 > b; b read; b write; a write')}: the slow copy stored what it had read plus 100, over the withdrawal.`;

const again: Answer = async () =>
  `${await end(twice, 'send #1 > a; read; write; lost ack')}: the deposit came once more, and was stored once more.`;

const oneAtATime: Answer = async () => {
  const outcomes: string[] = [];
  const still: string[] = [];
  for (const [which, allowed] of [
    ['first', failed],
    ['second', quicker],
    ['third', twice],
  ] as const) {
    const { tried, safe } = await explore(friday({ ...allowed, maxInFlight: 1 }));
    outcomes.push(`of the ${which} ${tried - safe} of ${tried} schedules end badly`);
    if (safe < tried) still.push(`the ${which}`);
  }
  return `${still.join(' and ')}: ${outcomes.join(', ')}.`;
};

/** What happens, by running it, in the order of the questions in the README. */
export const answers: readonly Answer[] = [late, slow, again, oneAtATime];
