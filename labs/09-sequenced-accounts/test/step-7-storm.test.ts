import { explain, needs, type TestBroker, useWorld } from '@workbook/testkit';
import * as handler from '../src/accounts/handler';
import { publishOn } from '../src/listen';
import * as transactions from '../src/transactions/transactions';
import { storedAccounts } from './accounts';
import { Crowd } from './crowd';
import { type Process, TransactionsInMemory } from './owners';
import { Programs } from './programs';
import { inSequence } from './small-world';
import { differences, Drawn, faultsOf, requestsOf } from './storm';
import { numbersOf, upTo } from './transactions';

needs(handler, 'src/accounts/handler.ts', { onTransaction: 'function' });
needs(transactions, 'src/transactions/transactions.ts', {
  record: 'function',
  tellUntold: 'function',
});

const isReal = process.env.NATS_STREAMING_SERVER !== undefined;
const read = 'README.md, "Step 7: a storm"';
const ids = upTo(25).map((number) => `a${String(number).padStart(2, '0')}`);
const copies = upTo(6).map((number) => `accounts-${number}`);
/** How many copies of accounts there are at a time. */
const COPIES = 3;
/** One of so many events cannot be published at once. */
const UNTOLD = 40;
/** How often a process tries to tell what it could not. */
const TIMES = 20;
/** Seconds of the world in which all that waits has come again. */
const CALM = 90;

/** A broker that soon gives up who does not answer, and what goes wrong between it and the copies. */
function brokerOf(drawn: Drawn, moments: number) {
  return {
    heartbeatInterval: '1s',
    heartbeatTimeout: '1s',
    heartbeatFailCount: 1,
    faults: faultsOf(drawn, moments * ids.length, copies),
  };
}

/** A process of transactions, which publishes for real; now and then the broker cannot be reached. */
async function startOwner(
  name: string,
  broker: TestBroker,
  store: TransactionsInMemory,
  drawn: Drawn,
): Promise<Process> {
  const publish = publishOn(await broker.connect(name));
  return store.process(
    name,
    async (channel, event) => {
      if (drawn.below(UNTOLD) === 0) throw new Error('the broker does not answer');
      await publish(channel, event);
    },
    read,
  );
}

/** In each moment every account has a transaction: all of them at once, or one after the other. */
async function record(
  owners: readonly Process[],
  { drawn, moments, atOnce, each }: Storm,
): Promise<string[]> {
  const rejected: string[] = [];
  for (let moment = 0; moment < moments; moment++) {
    const asked: ReturnType<Process['record']>[] = [];
    for (const request of requestsOf(drawn, ids)) {
      const outcome = drawn.pick(owners).record(request);
      if (!atOnce) await outcome;
      asked.push(outcome);
    }
    await each(moment);
    for (const { error, words } of await Promise.all(asked))
      if (error !== undefined) rejected.push(words);
  }
  // As the program does every five seconds: it may be that the broker cannot be reached this time either.
  for (const { tellUntold } of owners)
    for (let time = 0; time < TIMES && (await tellUntold()).error !== undefined; time++);
  return rejected;
}

interface Storm {
  readonly drawn: Drawn;
  readonly moments: number;
  readonly atOnce: boolean;
  /** What happens in each moment, when its transactions are on their way. */
  readonly each: (moment: number) => Promise<void>;
}

/** Fails if a number is missing, or there twice. */
function expectNumbers(
  store: TransactionsInMemory,
  moments: number,
  { seed }: Drawn,
  rejected: readonly string[],
): void {
  const numbers = upTo(moments);
  explain(
    {
      expected: `${moments} transactions of each of ${ids.length} accounts to be stored, with the numbers 1 to ${moments} (seed ${seed})`,
      happened: [
        ...rejected.slice(0, 2),
        ...ids
          .map((id) => `${id}: ${numbersOf(store.all, id).join(', ')}`)
          .filter((line) => !line.endsWith(`: ${numbers.join(', ')}`))
          .slice(0, 4),
      ],
      look: 'src/transactions/transactions.ts, record()',
      read,
    },
    () => {
      for (const id of ids) expect(numbersOf(store.all, id)).toEqual(numbers);
    },
  );
}

describe.each(isReal ? [1] : [1, 2, 3, 4, 5, 6, 7, 8])('with accounts in memory', (seed) => {
  const drawn = new Drawn(seed);
  const moments = isReal ? 4 : 10;
  const { broker, pass } = useWorld({ broker: brokerOf(drawn, moments) });

  test(`storm ${seed}: each account ends as its transactions have it`, async () => {
    const crowd = new Crowd(broker());
    for (const copy of copies.slice(0, COPIES)) await crowd.start(copy);
    const store = new TransactionsInMemory();
    const owners = [
      await startOwner('transactions-1', broker(), store, drawn),
      await startOwner('transactions-2', broker(), store, drawn),
    ];
    const kills = new Set(copies.slice(COPIES).map(() => drawn.below(moments)));
    let next = COPIES;
    const rejected = await record(owners, {
      drawn,
      moments,
      atOnce: true,
      each: async (moment) => {
        if (kills.has(moment)) {
          await broker().settled();
          crowd.kill(drawn.pick(crowd.copies));
          await crowd.start(copies[next++]!);
        }
        await crowd.quiet();
        await pass(drawn.pick(['0s', '250ms', '1s', '6s']));
      },
    });
    expectNumbers(store, moments, drawn, rejected);
    const right = inSequence(store.all);
    for (let second = 0; second < CALM; second++) {
      await crowd.quiet();
      if (differences(right, crowd.accounts).length === 0) break;
      await pass('1s');
    }
    const wrong = differences(right, crowd.accounts);
    explain(
      {
        expected: `each account to stand as its transactions have it, applied once each and one after the other (seed ${drawn.seed})`,
        happened: [
          `${wrong.length} of ${ids.length} accounts do not:`,
          ...wrong.slice(0, 4),
          ...crowd.recorded(ids.find((id) => wrong[0]?.startsWith(id)) ?? ''),
        ],
        look: 'src/accounts/handler.ts, and what the steps before are about',
        read,
      },
      () => expect(wrong).toEqual([]),
    );
  });
});

describe('with processes and a database', () => {
  const drawn = new Drawn(9);
  const moments = isReal ? 4 : 6;
  const { broker, database, pass, settled } = useWorld({
    broker: brokerOf(drawn, moments),
    database: {},
  });

  test('also with programs, of which one is killed', async () => {
    const programs = new Programs(broker(), database(), { pass, settled });
    await Promise.all(copies.slice(0, COPIES).map((copy) => programs.start(copy)));
    programs.expectListening({ look: 'src/accounts/main.ts', read });
    const store = new TransactionsInMemory();
    const owners = [await startOwner('transactions-1', broker(), store, drawn)];
    const killed = 1 + drawn.below(moments - 2);
    const rejected = await record(owners, {
      drawn,
      moments,
      atOnce: false,
      each: async (moment) => {
        if (moment === killed) {
          const [copy, program] = drawn.pick([...programs.all]);
          await program.signal('SIGKILL');
          programs.all.delete(copy);
          await programs.start(copies[COPIES]!);
        }
        await programs.quiet();
        await pass('500ms');
      },
    });
    expectNumbers(store, moments, drawn, rejected);
    const right = inSequence(store.all);
    await programs.come(CALM, (accounts) => differences(right, accounts).length === 0);
    const wrong = differences(right, await storedAccounts(database()));
    explain(
      {
        expected: `each account to stand as its transactions have it, applied once each and one after the other (seed ${drawn.seed})`,
        happened: [
          `${wrong.length} of ${ids.length} accounts do not:`,
          ...wrong.slice(0, 4),
          ...programs.subscriptions(),
        ],
        look: 'src/accounts/main.ts, and what the steps before are about',
        read,
      },
      () => expect(wrong).toEqual([]),
    );
  });
});
