import { explain, useWorld } from '@workbook/testkit';
import { publishOn } from '../src/listen';
import { storedAccounts } from './accounts';
import { type Process, TransactionsInMemory } from './owners';
import { Programs } from './programs';
import { inSequence } from './schedules';
import { differences, Drawn, faultsOf, requestsOf } from './storm';
import { numbersOf, upTo } from './transactions';

const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
const ACCOUNTS = 20;
/** Moments, in each of which every account has a transaction. */
const MOMENTS = isReal ? 8 : 20;
const COPIES = 3;
const KILLS = 2;
/** One of so many events cannot be published at once. */
const UNTOLD = 40;

const copies = upTo(COPIES + KILLS).map((number) => `accounts-${number}`);
const ids = upTo(ACCOUNTS).map((number) => `a${String(number).padStart(2, '0')}`);
const read = 'README.md, "Step 7: a storm"';

describe.each([1, 2, 3, 4, 5])('storm %s', (seed) => {
  const drawn = new Drawn(seed);
  const { broker, database, pass, settled } = useWorld({
    broker: {
      heartbeatInterval: '1s',
      heartbeatTimeout: '1s',
      heartbeatFailCount: 1,
      faults: faultsOf(drawn, MOMENTS * ACCOUNTS, copies),
    },
    database: {},
  });

  /** A process of transactions, which publishes for real; now and then the broker cannot be reached. */
  async function startOwner(name: string, store: TransactionsInMemory): Promise<Process> {
    const publish = publishOn(await broker().connect(name));
    return store.process(
      name,
      async (channel, event) => {
        if (drawn.below(UNTOLD) === 0) throw new Error('the broker does not answer');
        await publish(channel, event);
      },
      read,
    );
  }

  /** What copies have written of an account last. */
  function lastWritten(id: string): string[] {
    return database()
      .facts.story()
      .filter((line) => line.includes(`: update accounts { _id: "${id}"`))
      .slice(-4);
  }

  test(`seed ${seed}: every account ends as its transactions have it`, async () => {
    const programs = new Programs(broker(), database(), { pass, settled });
    await Promise.all(copies.slice(0, COPIES).map((copy) => programs.start(copy)));
    programs.expectListening({ look: 'src/accounts/main.ts', read });
    const store = new TransactionsInMemory();
    const owners = [
      await startOwner('transactions-1', store),
      await startOwner('transactions-2', store),
    ];
    const kills = new Set(upTo(KILLS).map(() => drawn.below(MOMENTS)));
    const rejected: string[] = [];
    let next = COPIES;
    for (let moment = 0; moment < MOMENTS; moment++) {
      const asked = requestsOf(drawn, ids).map((request) => drawn.pick(owners).record(request));
      if (kills.has(moment)) {
        const [copy, program] = drawn.pick([...programs.all]);
        await program.signal('SIGKILL');
        programs.all.delete(copy);
        await programs.start(copies[next++]!);
      }
      for (const { error, words } of await Promise.all(asked))
        if (error !== undefined) rejected.push(words);
      await programs.quiet();
      await pass('500ms');
    }
    for (const { tellUntold } of owners) await tellUntold();
    const transactions = store.all;
    explain(
      {
        expected: `${MOMENTS} transactions of each of ${ACCOUNTS} accounts to be stored, with the numbers 1 to ${MOMENTS} (seed ${seed})`,
        happened: [
          ...rejected.slice(0, 2),
          ...ids
            .map((id) => `${id}: ${numbersOf(transactions, id).join(', ')}`)
            .filter((line) => !line.endsWith(upTo(MOMENTS).join(', ')))
            .slice(0, 4),
        ],
        look: 'src/transactions/transactions.ts',
        read,
      },
      () => {
        for (const id of ids) expect(numbersOf(transactions, id)).toEqual(upTo(MOMENTS));
      },
    );
    const right = inSequence(transactions);
    await programs.come(60, (accounts) => differences(right, accounts).length === 0);
    const wrong = differences(right, await storedAccounts(database()));
    explain(
      {
        expected: `each account to stand as its transactions have it, applied once each and one after the other (seed ${seed})`,
        happened: [
          `${wrong.length} of ${ACCOUNTS} accounts do not:`,
          ...wrong.slice(0, 4),
          ...lastWritten(ids.find((id) => wrong[0]?.startsWith(id)) ?? ''),
          ...programs.subscriptions(),
        ],
        look: 'src/accounts/handler.ts, and what the steps before are about',
        read,
      },
      () => expect(wrong).toEqual([]),
    );
  });
});
