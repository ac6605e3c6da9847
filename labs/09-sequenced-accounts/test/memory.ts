import { inWords, outcomeOf } from '@workbook/testkit';
import type { Account, Accounts } from '../src/accounts/accounts';
import type { Transaction } from '../src/events';
import { loadHandler } from './load';
import { messageOf } from './message';

/** What comes of a request of a copy to the database. */
export type Fate =
  | 'as usual'
  /** It is done, and the process dies before it has the answer. */
  | 'dies'
  /** The database says that it cannot. */
  | 'refused'
  /** It is done when the test says so. */
  | 'held';

/** A call of the handler in a copy. */
export interface Call {
  /** How often it has asked the database for something. */
  readonly asked: number;
  readonly isAcked: boolean;
  /** Resolves when it has come back, has died, or is held. */
  readonly until: Promise<void>;
  /** Lets go what is held, and resolves when the call has come back. */
  goOn(): Promise<void>;
}

/** Sends a request to the database. @param nothing what is told of an answer without a value */
type Ask = <Result>(what: string, execute: () => Result, nothing?: string) => Promise<Result>;

/** A process of the service: its variables are its own. */
interface Copy {
  readonly onTransaction: ReturnType<typeof loadHandler>['onTransaction'];
  readonly accounts: Accounts;
  /** By what it asks for the event that it was given last. */
  ask: Ask;
}

/** Accounts in memory, for copies of the handler whose requests a test can hold, refuse and leave unanswered. */
export class AccountsInMemory {
  readonly #rows = new Map<string, Account>();
  /** What copies have asked and acknowledged, in order, and what came of it. */
  readonly story: string[] = [];
  /** Numbers that were acknowledged and did not stand there. */
  readonly early: number[] = [];

  readonly #copies = new Map<string, Copy>();

  constructor(
    private readonly read: string,
    ...rows: readonly Account[]
  ) {
    for (const row of rows) this.#rows.set(row.id, row);
  }

  /** An account as it stands. */
  row(id: string): Account | undefined {
    return this.#rows.get(id);
  }

  /**
   * Gives an event to a copy, which is started if there is none of that name, and has `fate` come to its `nth`
   * request.
   *
   * @param nth from 1
   */
  give(copy: string, data: Transaction, fate: Fate = 'as usual', nth = 1): Call {
    const process = this.#processOf(copy);
    let isAcked = false;
    let asked = 0;
    let isDead = false;
    let stop = (): void => undefined;
    let letGo = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    const released = new Promise<void>((resolve) => (letGo = resolve));
    const tell = (line: string): void => void this.story.push(`${copy}: ${line}`);
    const ask: Ask = async (what, execute, nothing = 'done') => {
      if (isDead) return new Promise(() => undefined);
      const mine = ++asked === nth ? fate : 'as usual';
      await Promise.resolve();
      if (mine === 'refused') {
        tell(`${what}: refused`);
        throw new Error('No space left on device');
      }
      if (mine === 'held') {
        stop();
        await released;
      }
      const result = execute();
      tell(`${what}: ${result === undefined ? nothing : inWords(result)}`);
      if (mine !== 'dies') return result;
      tell('its process died');
      isDead = true;
      stop();
      return new Promise(() => undefined);
    };
    process.ask = ask;
    const msg = messageOf({
      data,
      sequence: data.number,
      redelivered: false,
      ack: () => {
        if (isDead) return;
        isAcked = true;
        const last = this.#rows.get(data.account)?.last ?? 0;
        if (last < data.number) this.early.push(data.number);
        tell(
          `acknowledges number ${data.number} of ${data.account}, where the last number is ${last}`,
        );
      },
    });
    const look = 'src/accounts/handler.ts, onTransaction(): what does it wait for?';
    const over = outcomeOf(
      `onTransaction() in ${copy} with number ${data.number}`,
      { look, read: this.read },
      () =>
        Promise.race([
          process.onTransaction(process.accounts, data, msg),
          died(() => isDead, stopped),
        ]),
    ).then(({ error, words }) => {
      if (error !== undefined) tell(words);
    });
    over.catch(() => undefined);
    return {
      get asked() {
        return asked;
      },
      get isAcked() {
        return isAcked;
      },
      until: Promise.race([over, stopped]),
      goOn: async () => {
        letGo();
        await over;
      },
    };
  }

  /** Gives an event to one copy after the other until one acknowledges it, as the broker does. @param most times */
  async redeliver(copy: string, data: Transaction, most = 3): Promise<void> {
    for (let time = 1; time <= most; time++) {
      const call = this.give(`${copy}, delivery ${time}`, data);
      await call.goOn();
      if (call.isAcked) return;
    }
  }

  #processOf(name: string): Copy {
    const known = this.#copies.get(name);
    if (known) return known;
    const { onTransaction } = loadHandler();
    const accounts = this.#port((...asked) => copy.ask(...asked));
    const copy: Copy = { onTransaction, accounts, ask: () => new Promise(() => undefined) };
    this.#copies.set(name, copy);
    return copy;
  }

  #port(ask: Ask): Accounts {
    return {
      find: (id) =>
        ask(
          `find ${id}`,
          () => {
            const row = this.#rows.get(id);
            return row && { ...row };
          },
          'nothing there',
        ),
      save: (account) => {
        const row = { ...account };
        return ask(`save ${inWords(row)}`, () => void this.#rows.set(row.id, row));
      },
      replace: (account, last) => {
        const row = { ...account };
        return ask(`replace ${inWords(row)} where last is ${last}`, () => {
          if ((this.#rows.get(row.id)?.last ?? 0) !== last) return false;
          this.#rows.set(row.id, row);
          return true;
        });
      },
    };
  }
}

/** Resolves if what has stopped is dead. */
async function died(isDead: () => boolean, stopped: Promise<void>): Promise<void> {
  await stopped;
  if (!isDead()) await new Promise(() => undefined);
}
