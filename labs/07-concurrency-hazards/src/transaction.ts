/** An event of `transaction:created`: somebody has paid money in, or taken money out. */
export interface Transaction {
  /** Whose account: `ann`. */
  readonly account: string;
  readonly kind: 'deposit' | 'withdrawal';
  readonly amount: number;
}
