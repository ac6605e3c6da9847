export interface Account {
  readonly id: string;
  readonly balance: number;
}

/** What the accounts service needs of its database. */
export interface Accounts {
  /** Resolves to undefined if there is none. */
  find(id: string): Promise<Account | undefined>;
  /** Stores it in place of what stands there. */
  save(account: Account): Promise<void>;
}
