export interface Account {
  readonly id: string;
  readonly balance: number;
}

/** What an accounts service needs of its database. Each call is one operation, done as a whole or not at all. */
export interface Accounts {
  /** Resolves to undefined if there is none. */
  find(id: string): Promise<Account | undefined>;
  /** Stores it in place of what stands there. */
  save(account: Account): Promise<void>;
  /** Reads and writes at once: nobody writes in between. An account that is not there yet has 0. */
  change(id: string, balance: (before: number) => number): Promise<void>;
}
