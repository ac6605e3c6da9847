import type { Message } from 'node-nats-streaming';
import {
  limitOnRealServer,
  needs,
  noteUncaught,
  outcomeOf,
  type Published,
  type Row,
  type Service,
  standing,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import * as store from '../src/accounts/accounts';
import * as handler from '../src/accounts/handler';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';
import { loadHandler } from './load';

needs(store, 'src/accounts/accounts.ts', { accountsIn: 'function' });
needs(handler, 'src/accounts/handler.ts', { onTransaction: 'function' });
limitOnRealServer(60_000);
// A handler may reject: listen.ts says so then, and here the test does.
noteUncaught();

/** How long the broker waits for an ack in these tests, in ms. */
export const ackWait = 2000;

/** The accounts service in these tests: the learner's handler, with the subscription of step 5. */
export interface Running {
  readonly service: Service;
  /** What became of each call of the handler that rejected, in order: `accounts-1, #2: ...` */
  readonly rejected: string[];
  /** Resolves when every call of the handler has come back. */
  over(): Promise<void>;
}

/**
 * Starts copies of accounts, `accounts-1` and so on, each with a connection of its own to the database, and with
 * variables of its own, as processes have them.
 *
 * @param read for who does not come back
 */
export async function startAccounts(
  broker: TestBroker,
  database: TestDatabase,
  read: string,
  { name = 'accounts', copies = 1 } = {},
): Promise<Running> {
  const rejected: string[] = [];
  const running = new Set<Promise<unknown>>();
  const service = await broker.start(name, copies, async ({ name: copy, stan, onMessage }) => {
    const accounts = store.accountsIn(await database.connect(copy, 'accounts'));
    const { onTransaction } = loadHandler();
    const options = stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(ackWait)
      .setDeliverAllAvailable()
      .setDurableName('accounts');
    stan
      .subscribe(Subjects.TransactionCreated, 'accounts', options)
      .on('message', (msg: Message) => {
        const data = JSON.parse(msg.getData().toString()) as Transaction;
        onMessage(data, msg);
        const call = outcomeOf(
          `onTransaction() with ${data.account}, number ${data.number},`,
          { look: 'src/accounts/handler.ts, onTransaction(): what does it wait for?', read },
          () => onTransaction(accounts, data, msg),
        )
          .then(({ error, words }) => {
            if (error !== undefined) rejected.push(`${copy}: ${words}`);
          })
          .finally(() => running.delete(call));
        // A test that is over awaits it no more.
        call.catch(() => undefined);
        running.add(call);
      });
  });
  return {
    service,
    rejected,
    over: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** What accounts has, by the account's id. */
export type Stored = ReadonlyMap<string, Row>;

/** What stands in the database of accounts. */
export async function storedAccounts(database: TestDatabase): Promise<Stored> {
  const rows = await database.rows('accounts', 'accounts');
  return new Map(rows.map((row) => [String(row._id), row]));
}

/** What became of events and of the accounts: what was recorded, and nothing else. */
export async function recorded(
  broker: TestBroker,
  database: TestDatabase,
  { rejected }: Running,
  ...events: readonly Published[]
): Promise<string[]> {
  const lines = events.map((event) => {
    const acks = broker.facts.acks(event).length;
    const [story = ''] = broker.facts.storyOf(event);
    const { account, number } = event.data as Transaction;
    return `number ${number} of ${account}, ${story}; ${acks > 0 ? 'it was acknowledged' : 'nobody acknowledged it'}`;
  });
  return [
    ...lines,
    ...rejected.slice(0, 2),
    ...standing([...(await storedAccounts(database)).values()]),
  ];
}
