import type { Transaction } from '../transaction';
import type { Load } from './measure';

/** Who has an account. */
export const owners = ['ann', 'bob', 'cem', 'dora', 'eva', 'finn', 'gil'] as const;

/** 60 events, 33 in a second: more than one copy can do, and less than four. */
export const busy: Load = { events: transactions(60), pace: 30 };

/** 14 events, 5 in a second, which one copy can do; the first one, a deposit of Ann's, fails twice. */
export const stuck = {
  events: transactions(14),
  pace: 200,
  stuck: { sequence: 1, failures: 2 },
} satisfies Load;

/** A deposit of 100 for each owner, after those that are stuck: the publisher goes on counting. */
export const afterwards: Load = {
  events: owners.map((account) => ({ account, kind: 'deposit', amount: 100, number: 3 })),
  pace: 200,
};

/** Each owner in turn pays in 100 or takes out 90, whichever was not the last: a balance is never below 0. */
function transactions(count: number): Transaction[] {
  return Array.from({ length: count }, (_, index) => {
    const number = Math.floor(index / owners.length) + 1;
    const isDeposit = number % 2 === 1;
    return {
      account: owners[index % owners.length]!,
      kind: isDeposit ? 'deposit' : 'withdrawal',
      amount: isDeposit ? 100 : 90,
      number,
    };
  });
}
