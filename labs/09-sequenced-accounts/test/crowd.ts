import type { Message, Stan } from 'node-nats-streaming';
import { inWords, type TestBroker } from '@workbook/testkit';
import type { Account, Accounts } from '../src/accounts/accounts';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';
import { loadHandler } from './load';
import { messageOf } from './message';

/** How long the broker waits for an ack, in ms. */
const ackWait = 5000;

/** A copy of the accounts service in this process, with variables of its own. */
interface Member {
  readonly stan: Stan;
  /** Resolves when its process has died. */
  readonly died: Promise<void>;
  readonly die: () => void;
  isDead: boolean;
}

/** Copies of the accounts service in this process, with their accounts in memory: many events are handled soon. */
export class Crowd {
  readonly #rows = new Map<string, Account>();
  readonly #members = new Map<string, Member>();
  readonly #running = new Set<Promise<void>>();
  /** What copies have written of each account, in order. */
  readonly #written: string[] = [];
  readonly #rejected: string[] = [];

  constructor(private readonly broker: TestBroker) {}

  /** What accounts has. */
  get accounts(): ReadonlyMap<string, Account> {
    return this.#rows;
  }

  /** The copies that live. */
  get copies(): string[] {
    return [...this.#members.keys()];
  }

  async start(copy: string): Promise<void> {
    const member = memberOf(await this.broker.connect(copy));
    this.#members.set(copy, member);
    const { onTransaction } = loadHandler();
    const accounts = this.#port(copy, member);
    const options = member.stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(ackWait)
      .setDeliverAllAvailable()
      .setDurableName('accounts');
    const subscription = member.stan.subscribe(Subjects.TransactionCreated, 'accounts', options);
    subscription.on('message', (msg: Message) => {
      const data = JSON.parse(msg.getData().toString()) as Transaction;
      const given = messageOf({
        data,
        sequence: msg.getSequence(),
        redelivered: msg.isRedelivered(),
        ack: () => {
          if (!member.isDead) msg.ack();
        },
      });
      const call = (async () => onTransaction(accounts, data, given))()
        .catch((error: unknown) => void this.#rejected.push(`${copy}: ${String(error)}`))
        .finally(() => this.#running.delete(call));
      this.#running.add(call);
      void member.died.then(() => this.#running.delete(call));
    });
  }

  /** The process of a copy dies: what it has asked and not got, it never gets. */
  kill(copy: string): void {
    const member = this.#members.get(copy);
    if (!member) return;
    member.die();
    this.broker.kill(member.stan);
    this.#members.delete(copy);
  }

  /** Resolves when all copies have done what they do with what has come to them. */
  async quiet(): Promise<void> {
    let before: number;
    do {
      before = this.broker.traffic;
      await this.broker.settled();
      while (this.#running.size > 0) await Promise.race(this.#running);
    } while (this.broker.traffic !== before);
  }

  #port(copy: string, member: Member): Accounts {
    const ask = async <Result>(execute: () => Result): Promise<Result> => {
      await new Promise(setImmediate);
      return member.isDead ? new Promise(() => undefined) : execute();
    };
    const write = (account: Account): void => {
      this.#rows.set(account.id, account);
      this.#written.push(`${copy} wrote ${inWords(account)}`);
    };
    return {
      find: (id) => ask(() => this.#rows.get(id)),
      save: (account) => ask(() => write({ ...account })),
      replace: (account, last) =>
        ask(() => {
          if ((this.#rows.get(account.id)?.last ?? 0) !== last) return false;
          write({ ...account });
          return true;
        }),
    };
  }

  /** What was written of an account last, and what copies have rejected. */
  recorded(id: string): string[] {
    return [
      ...this.#rejected.slice(0, 2),
      ...this.#written.filter((line) => line.includes(`"${id}"`)).slice(-4),
    ];
  }
}

function memberOf(stan: Stan): Member {
  let die = (): void => undefined;
  const died = new Promise<void>((resolve) => (die = resolve));
  const member = {
    stan,
    died,
    isDead: false,
    die: () => {
      member.isDead = true;
      die();
    },
  };
  return member;
}
