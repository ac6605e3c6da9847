import type { Handler, SmallWorld } from '../src';

/** A withdrawal, numbered by whoever publishes for the account. */
export interface Withdrawal {
  readonly number: number;
  readonly amount: number;
}

export interface Account {
  readonly balance: number;
  /** The number of the last withdrawal that was decided. */
  readonly last: number;
}

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- an interface is no Tables
export type Bank = { readonly accounts: Readonly<Record<string, Account>> };
export type Teller = Handler<Withdrawal, Bank>;

const CHANNEL = 'account:withdrawn';
const amounts = [40, 70, 10];

/** Ann has 100: she can withdraw 40 and 10, but not 70 after the 40. */
export function bank(handle: Teller, more: Partial<SmallWorld<Withdrawal, Bank>> = {}) {
  return {
    name: 'accounts',
    events: amounts.map((amount, index) => ({
      channel: CHANNEL,
      data: { number: index + 1, amount },
    })),
    tables: { accounts: { ann: { balance: 100, last: 0 } } },
    handle,
    safe: ({ accounts }: Bank) =>
      accounts.ann!.balance === 50 || `ann has ${accounts.ann!.balance}`,
    ...more,
  } as SmallWorld<Withdrawal, Bank>;
}

/** Two withdrawals, each of which is fine alone. */
export function twoWithdrawals(handle: Teller, more: Partial<SmallWorld<Withdrawal, Bank>> = {}) {
  return bank(handle, {
    events: bank(handle).events.slice(0, 2),
    safe: ({ accounts }) => accounts.ann!.balance >= 0 || `ann has ${accounts.ann!.balance}`,
    ...more,
  });
}

/** Looks whether there is enough, and takes it: between the two, another copy may have taken it. */
export const naive: Teller = async ({ data, ack }, { accounts }) => {
  const account = (await accounts.load('ann'))!;
  if (account.balance >= data.amount) {
    await accounts.update('ann', (now) => ({ ...now!, balance: now!.balance - data.amount }));
  }
  ack();
};

/** Each number once, in order, on the account as it was read. */
export const correct: Teller = async ({ data, ack }, { accounts }) => {
  const account = (await accounts.load('ann'))!;
  if (data.number <= account.last) {
    ack();
    return;
  }
  if (data.number > account.last + 1) return;
  const saved = await accounts.update('ann', (now) =>
    now!.last === account.last ? decide(account, data) : undefined,
  );
  if (saved) ack();
};

/** Pays what there is, and remembers the number either way. */
export function decide({ balance }: Account, { number, amount }: Withdrawal): Account {
  return { balance: balance >= amount ? balance - amount : balance, last: number };
}
