import type { Transaction } from '../events';

/** What the bank takes whenever a withdrawal leaves less than 0. */
export const FEE = 25;

/** What an account stands at after a transaction. */
export function balanceAfter(balance: number, { kind, amount }: Transaction): number {
  if (kind === 'deposit') return balance + amount;
  const left = balance - amount;
  return left < 0 ? left - FEE : left;
}
