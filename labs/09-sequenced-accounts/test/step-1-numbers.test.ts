import { explain, inTurns, type Outcome, standing, told, TURNS, useWorld } from '@workbook/testkit';
import type { Transaction } from '../src/events';
import { TransactionsInMemory } from './owners';
import {
  deposit,
  numbersOf,
  startTransactions,
  storedTransactions,
  upTo,
  withdrawal,
} from './transactions';

const { database } = useWorld({ database: {} });
const read = 'README.md, "Step 1: the owner numbers, in one write"';
const look = 'src/transactions/transactions.ts, record(): which write takes the number?';

test('each account counts its own transactions, from 1', async () => {
  const { record, published } = await startTransactions(database(), 'transactions-1', read);
  const requests = [
    deposit('ann', 100),
    deposit('bob', 50),
    withdrawal('ann', 90),
    withdrawal('bob', 20.5),
    deposit('ann', 7),
  ];
  const numbers = [1, 1, 2, 2, 3];
  const outcomes: Outcome<Transaction>[] = [];
  for (const request of requests) outcomes.push(await record(request));
  await database().settled();
  const stored = await storedTransactions(database());
  const wanted = requests.map((request, index) => ({ ...request, number: numbers[index]! }));
  explain(
    {
      expected:
        'the transactions of ann to have the numbers 1, 2 and 3, those of bob 1 and 2, in the database and in what is told on transaction:created',
      happened: [
        ...outcomes.filter(({ error }) => error !== undefined).map(({ words }) => words),
        ...standing(stored),
        ...told(published),
      ],
      look,
      read,
    },
    () => {
      expect(outcomes.map(({ result }) => result)).toMatchObject(wanted);
      expect(published).toMatchObject(
        wanted.map((data) => ({ channel: 'transaction:created', data })),
      );
      expect(stored).toHaveLength(wanted.length);
      for (const { data } of published)
        expect(stored).toContainEqual(
          expect.objectContaining({ _id: data.id, account: data.account, number: data.number }),
        );
    },
  );
});

test('each transaction has an id that no other one has', async () => {
  const transactions = new TransactionsInMemory();
  const processes = ['transactions-1', 'transactions-2'].map((name) =>
    transactions.process(name, async () => Promise.resolve(), read),
  );
  // Names and numbers of which one may begin as another one ends.
  const accounts = [...Array.from({ length: 12 }, () => 'a'), 'a1', 'a1', 'a11', '1a', 'a-1'];
  for (const [index, account] of accounts.entries())
    await processes[index % processes.length]!.record(deposit(account, 10));
  const owners = new Map<string, string[]>();
  for (const { id, account, number } of transactions.all)
    owners.set(id, [...(owners.get(id) ?? []), `number ${number} of ${account}`]);
  const shared = [...owners].filter(([, its]) => its.length > 1);
  explain(
    {
      expected: `${accounts.length} transactions of ${new Set(accounts).size} accounts to have an id each that no other one has`,
      happened:
        transactions.all.length < accounts.length
          ? [`${transactions.all.length} are stored`]
          : shared.map(([id, its]) => `the id ${JSON.stringify(id)} has ${its.join(', and ')}`),
      look: 'src/transactions/transactions.ts, record(): what is its id made of?',
      read,
    },
    () => {
      expect(transactions.all).toHaveLength(accounts.length);
      expect(shared).toEqual([]);
    },
  );
});

test('a new process counts on', async () => {
  const first = await startTransactions(database(), 'transactions-1', read);
  const second = await startTransactions(database(), 'transactions-2', read);
  for (const { record } of [first, second, first]) await record(deposit('ann', 10));
  const third = await startTransactions(database(), 'transactions-3', read);
  await third.record(deposit('ann', 10));
  await database().settled();
  const stored = await storedTransactions(database());
  explain(
    {
      expected:
        'the numbers 1 to 4, from three processes, of which one was started when the others had counted',
      happened: [
        ...standing(stored),
        ...told([first, second, third].flatMap(({ published }) => published)),
      ],
      look: 'src/transactions/transactions.ts, record(): who knows the last number?',
      read,
    },
    () => expect(numbersOf(stored, 'ann')).toEqual(upTo(4)),
  );
});

test.each(TURNS)(
  'two processes at once, whose commands come in the order %s: each number once',
  async (turns) => {
    await database().store('transactions', 'transactions', {
      ...{ _id: 'before', account: 'ann', number: 1, kind: 'deposit', amount: 20, told: true },
    });
    const copies = [
      await startTransactions(database(), 'transactions-1', read),
      await startTransactions(database(), 'transactions-2', read),
    ] as const;
    const outcomes = await inTurns(database(), turns, {
      'transactions-1': () => copies[0].record(deposit('ann', 100)),
      'transactions-2': () => copies[1].record(withdrawal('ann', 90)),
    });
    await database().settled();
    const stored = await storedTransactions(database());
    const published = copies.flatMap((copy) => copy.published);
    explain(
      {
        expected:
          'the deposit of 100 and the withdrawal of 90 to be stored, one with number 2 and one with 3, and to be told with these',
        happened: [
          ...database().facts.story(),
          ...outcomes.map(({ words }) => words),
          ...told(published),
        ],
        look,
        read,
      },
      () => {
        expect(numbersOf(stored, 'ann')).toEqual(upTo(3));
        expect(outcomes.map(({ result }) => result?.amount)).toEqual([100, 90]);
        expect(new Set(published.map(({ data }) => data.number))).toEqual(new Set([2, 3]));
        for (const { result } of outcomes)
          expect(stored).toContainEqual(
            expect.objectContaining({ number: result!.number, amount: result!.amount }),
          );
      },
    );
  },
);

test('many at once, in three processes', async () => {
  const copies = await Promise.all(
    ['transactions-1', 'transactions-2', 'transactions-3'].map((copy) =>
      startTransactions(database(), copy, read),
    ),
  );
  const each = 4;
  const outcomes = await Promise.all(
    copies.flatMap(({ record }) => upTo(each).map((amount) => record(deposit('ann', amount)))),
  );
  await database().settled();
  const stored = await storedTransactions(database());
  const count = each * copies.length;
  explain(
    {
      expected: `${count} deposits, 4 at once in each of three processes, to be stored with the numbers 1 to ${count}`,
      happened: [
        ...outcomes.filter(({ error }) => error !== undefined).map(({ words }) => words),
        `stored are the numbers ${numbersOf(stored, 'ann').join(', ')}`,
      ],
      look: 'src/transactions/transactions.ts, record(): what if somebody was quicker, and then somebody else?',
      read,
    },
    () => {
      expect(numbersOf(stored, 'ann')).toEqual(upTo(count));
      expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
    },
  );
});

test('a transaction that could not be stored leaves no hole', async () => {
  const { record, published } = await startTransactions(database(), 'transactions-1', read);
  await record(deposit('ann', 100));
  const end = database().refuse('transactions-1', 'insert');
  const refused = await record(withdrawal('ann', 90));
  end();
  await record(withdrawal('ann', 30));
  await database().settled();
  const stored = await storedTransactions(database());
  explain(
    {
      expected:
        'record() to reject and to tell nobody while the disk of the database is full, and the next transaction to have number 2: who listens would wait for a number that is missing, and for all behind it, for ever',
      happened: [
        `while the disk was full, ${refused.words}`,
        ...standing(stored),
        ...told(published),
      ],
      look: 'src/transactions/transactions.ts, record(): what has taken a number when nothing is stored?',
      read,
    },
    () => {
      expect(refused.error).toBeDefined();
      expect(numbersOf(stored, 'ann')).toEqual([1, 2]);
      expect(published.map(({ data }) => data.number)).toEqual([1, 2]);
    },
  );
});
