import type { Transaction } from '../src/events';

/** A transaction as it is told: the nth of an account. */
export function transaction(account: string, number: number, amount: number): Transaction {
  const kind = amount < 0 ? 'withdrawal' : 'deposit';
  return { id: `${account}-${number}`, account, number, kind, amount: Math.abs(amount) };
}
