import type { Message } from 'node-nats-streaming';
import type { Answer, TestBroker } from '@workbook/testkit/predict';
import { balanceAfter } from './src/accounts/balance';
import type { Account, Accounts } from './src/accounts/accounts';
import { onTransaction } from './src/accounts/handler';
import type { Transaction } from './src/events';
import { Subjects } from './src/subjects';

/** So many turns of the event loop a request takes: what comes at one moment is there by then. */
const TURNS = 10;

/** Accounts in memory. */
class AccountsInMemory implements Accounts {
  readonly #rows = new Map<string, Account>([['ann', { id: 'ann', balance: 20, last: 0 }]]);

  /** As it stands, in words. */
  standing(id: string): string {
    const { balance, last } = this.#rows.get(id) ?? { balance: 0, last: 0 };
    return `at ${balance} with last number ${last}`;
  }

  last(id: string): number {
    return this.#rows.get(id)?.last ?? 0;
  }

  find(id: string): Promise<Account | undefined> {
    return turn(() => this.#rows.get(id));
  }

  save(account: Account): Promise<void> {
    return turn(() => void this.#rows.set(account.id, account));
  }

  replace(account: Account, last: number): Promise<boolean> {
    return turn(() => {
      if (this.last(account.id) !== last) return false;
      this.#rows.set(account.id, account);
      return true;
    });
  }
}

async function turn<Result>(execute: () => Result): Promise<Result> {
  for (let count = 0; count < TURNS; count++) await new Promise(setImmediate);
  return execute();
}

type Handler = (transaction: Transaction, msg: Message) => Promise<void>;

/** Starts copies of accounts, with an ackWait of 5 s; gives what resolves when every call has come back. */
async function listen(
  broker: TestBroker,
  handle: Handler,
  { copies = 1, maxInFlight = 10_000 } = {},
): Promise<() => Promise<void>> {
  const running = new Set<Promise<void>>();
  await broker.start('accounts', copies, ({ stan }) => {
    const options = stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(5000)
      .setMaxInFlight(maxInFlight);
    const subscription = stan.subscribe(Subjects.TransactionCreated, 'accounts', options);
    subscription.on('message', (msg: Message) => {
      const call = handle(JSON.parse(msg.getData().toString()) as Transaction, msg);
      running.add(call);
      void call.finally(() => running.delete(call));
    });
  });
  return async () => {
    while (running.size > 0) await Promise.all(running);
  };
}

function transaction(account: string, number: number, amount: number): Transaction {
  const kind = amount < 0 ? 'withdrawal' : 'deposit';
  return { id: `${account}-${number}`, account, number, kind, amount: Math.abs(amount) };
}

const asItComes: Answer = async (start) => {
  const { broker, pass } = await start();
  const accounts = new AccountsInMemory();
  let handled = 0;
  const over = await listen(broker, async (event, msg) => {
    const { balance } = (await accounts.find(event.account))!;
    await accounts.save({
      id: event.account,
      balance: balanceAfter(balance, event),
      last: event.number,
    });
    handled++;
    msg.ack();
  });
  for (const event of [transaction('ann', 2, -90), transaction('ann', 1, 100)]) {
    await broker.publish(Subjects.TransactionCreated, event);
    await pass('1s');
    await over();
  }
  return `Ann stands ${accounts.standing('ann').replace(/ with.*/, '')}, and ${handled} events were handled: in the order in which they were made she would have 30.`;
};

const ackedGap: Answer = async (start) => {
  const { broker, pass } = await start();
  const accounts = new AccountsInMemory();
  let calls = 0;
  const over = await listen(broker, async (event, msg) => {
    calls++;
    const { balance, last } = (await accounts.find(event.account))!;
    if (event.number === last + 1) {
      const next = { id: event.account, balance: balanceAfter(balance, event), last: event.number };
      await accounts.replace(next, last);
    }
    msg.ack();
  });
  for (const event of [
    transaction('ann', 2, -90),
    transaction('ann', 1, 100),
    transaction('ann', 3, -40),
  ]) {
    await broker.publish(Subjects.TransactionCreated, event);
    await pass('1s');
    await over();
  }
  await pass('1m');
  await over();
  return `Ann stands ${accounts.standing('ann')}: the handler was called ${calls} times, and number 2 does not come again.`;
};

const inFlight: Answer = async (start) => {
  const counts: number[] = [];
  for (const maxInFlight of [1, 10_000]) {
    const { broker, pass } = await start();
    const accounts = new AccountsInMemory();
    const over = await listen(broker, (event, msg) => onTransaction(accounts, event, msg), {
      maxInFlight,
    });
    await broker.publish(Subjects.TransactionCreated, transaction('ann', 2, -90));
    const ofBob = Array.from({ length: 10 }, (_, index) => transaction('bob', index + 1, 10));
    for (const event of ofBob) {
      await broker.publish(Subjects.TransactionCreated, event);
      await pass('1s');
      await over();
    }
    await pass('50s');
    await over();
    counts.push(accounts.last('bob'));
  }
  return `${counts[0]} of 10 with a maxInFlight of 1, and ${counts[1]} with one of 10,000.`;
};

const backlog: Answer = async (start) => {
  const { broker, pass } = await start();
  const accounts = new AccountsInMemory();
  const over = await listen(broker, (event, msg) => onTransaction(accounts, event, msg), {
    copies: 2,
  });
  const waiting = Array.from({ length: 20 }, (_, index) => transaction('ann', index + 2, 10));
  await broker.publish(Subjects.TransactionCreated, ...waiting);
  await pass('1s');
  await over();
  await broker.publish(Subjects.TransactionCreated, transaction('ann', 1, 100));
  let seconds = 0;
  while (accounts.last('ann') < 21 && seconds < 300) {
    await pass('1s');
    await over();
    seconds++;
  }
  return `After ${seconds} s: all that wait come again at one moment, and at that moment one of them is the next.`;
};

/** The answers to the questions of the README, in their order. */
export const answers: readonly Answer[] = [asItComes, ackedGap, inFlight, backlog];
