/** One row of the service's database. */
export interface Account {
  readonly id: string;
  readonly balance: number;
  /** The number of the last event that is in it. */
  readonly version: number;
}

/** What the service needs of its database: a port, behind which any may stand. */
export interface Accounts {
  find(id: string): Promise<Account | undefined>;
  /** @throws if there is one of this ID */
  insert(account: Account): Promise<void>;
  /** Writes the account, whatever is there. */
  save(account: Account): Promise<void>;
  /** Writes the account where it has this version. @returns whether it wrote */
  update(account: Account, version: number): Promise<boolean>;
}

/** What was published about an account, numbered from 1. */
export type AccountEvent =
  | {
      readonly kind: 'opened';
      readonly id: string;
      readonly version: number;
      readonly balance: number;
    }
  | {
      readonly kind: 'withdrawn';
      readonly id: string;
      readonly version: number;
      readonly amount: number;
    };

/** What the service uses of the client's message. */
interface Acknowledged {
  ack(): void;
}

/** Handles the events of accounts, however it does it. */
export type AccountsService = new (accounts: Accounts) => {
  onMessage(event: AccountEvent, msg: Acknowledged): Promise<void>;
};

/** Reads, computes and writes: between the two, another copy may have written. */
export class NaiveService {
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  async onMessage(event: AccountEvent, msg: Acknowledged): Promise<void> {
    const account = await this.#accounts.find(event.id);
    if (event.kind === 'opened') await this.#accounts.save(opened(event));
    else if (!account) return;
    else {
      const balance = account.balance - event.amount;
      if (balance >= 0) await this.#accounts.save({ ...account, balance, version: event.version });
    }
    msg.ack();
  }
}

/** Each event once and in order, on the account as it was read; everything else comes again. */
export class VersionedService {
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  async onMessage(event: AccountEvent, msg: Acknowledged): Promise<void> {
    const account = await this.#accounts.find(event.id);
    const version = account?.version ?? 0;
    if (event.version > version + 1) return;
    if (event.version === version + 1) {
      if (event.kind === 'opened') await this.#accounts.insert(opened(event));
      else if (!(await this.#accounts.update(without(account!, event.amount), version))) return;
    }
    msg.ack();
  }
}

/** The naive one, with all that it does in a line: in one process, nobody comes in between. */
export class QueueingService extends NaiveService {
  #last = Promise.resolve();

  override onMessage(event: AccountEvent, msg: Acknowledged): Promise<void> {
    this.#last = this.#last.then(() => super.onMessage(event, msg));
    return this.#last;
  }
}

function opened({ id, balance, version }: AccountEvent & { kind: 'opened' }): Account {
  return { id, balance, version };
}

/** Refused if there is not enough, which is an answer too. */
function without({ id, balance, version }: Account, amount: number): Account {
  return { id, balance: balance >= amount ? balance - amount : balance, version: version + 1 };
}
