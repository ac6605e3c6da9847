/** An event of `transaction:created`: somebody has paid money in, or taken money out. */
export interface Transaction {
  /** Whose account: `ann`. */
  readonly account: string;
  readonly kind: 'deposit' | 'withdrawal';
  readonly amount: number;
  /** Which transaction of this account it is, from 1, as its publisher counts. */
  readonly number: number;
}

/** What the bank takes whenever a withdrawal leaves less than 0. */
export const fee = 25;

/** What an account stands at after a transaction. */
export function balanceAfter(balance: number, { kind, amount }: Transaction): number {
  if (kind === 'deposit') return balance + amount;
  const left = balance - amount;
  return left < 0 ? left - fee : left;
}
