import { explain, Gate, standing, told, useWorld } from '@workbook/testkit';
import type { Transaction } from '../src/events';
import { deposit, startTransactions, storedTransactions, withdrawal } from './transactions';

const { database } = useWorld({ database: {} });
const read = 'README.md, "Step 2: what is stored is told"';
const look = 'src/transactions/transactions.ts, record(): in which order?';
const inTellUntold = { look: 'src/transactions/transactions.ts, tellUntold()', read };

const away = (): never => {
  throw new Error('the broker does not answer');
};

/** Which are marked as told. */
async function marks(): Promise<unknown[]> {
  return (await storedTransactions(database())).map(({ number, told }) => [number, told]);
}

test('it is stored before anybody is told of it, and marked afterwards', async () => {
  const atThatTime: string[][] = [];
  const { record, over } = await startTransactions(
    database(),
    'transactions-1',
    read,
    async () => void atThatTime.push(standing(await storedTransactions(database()))),
  );
  const { words, result } = await record(deposit('ann', 100));
  await over();
  const stored = await storedTransactions(database());
  explain(
    {
      expected:
        'the deposit of 100 to be stored with told: false when it is published, and to be marked as told when that is done',
      happened: [
        words,
        ...atThatTime.flatMap((lines) => lines.map((line) => `when it was published, ${line}`)),
        ...standing(stored).map((line) => `in the end, ${line}`),
      ],
      look,
      read,
    },
    () => {
      expect(atThatTime).toEqual([[expect.stringContaining('told: false')]]);
      expect(stored).toMatchObject([{ _id: result!.id, number: 1, told: true }]);
    },
  );
});

test('what could not be told is stored, and is told later', async () => {
  const first = await startTransactions(database(), 'transactions-1', read, away);
  const outcomes = [
    await first.record(deposit('ann', 100)),
    await first.record(withdrawal('ann', 90)),
  ];
  const before = await marks();
  const second = await startTransactions(database(), 'transactions-2', read);
  const later = await second.tellUntold();
  const again = await startTransactions(database(), 'transactions-3', read);
  await again.tellUntold();
  const lines = standing(await storedTransactions(database()));
  explain(
    {
      expected:
        'record() to resolve to transactions 1 and 2 while publish() rejects, and tellUntold() of the next process to tell of them, in this order, and to mark them',
      happened: [
        ...outcomes.map(({ words }) => words),
        ...lines,
        later.words,
        ...told(second.published),
      ],
      look: 'src/transactions/transactions.ts: what is true once it is stored?',
      read,
    },
    () => {
      expect(outcomes.map(({ result }) => result?.number)).toEqual([1, 2]);
      expect(before).toEqual(
        expect.arrayContaining([
          [1, false],
          [2, false],
        ]),
      );
      expect(second.published).toMatchObject(
        outcomes.map(({ result }) => ({ channel: 'transaction:created', data: result })),
      );
    },
  );
  explain(
    {
      expected: 'what was told and marked to be told no more',
      happened: [...told(again.published), ...lines],
      ...inTellUntold,
    },
    () => expect(again.published).toEqual([]),
  );
});

test('a process dies between its write and its event', async () => {
  const never = new Gate();
  const events: Transaction[] = [];
  const first = await startTransactions(database(), 'transactions-1', read, (event) => {
    events.push(event);
    return never.opened;
  });
  // It hangs in publish() for as long as the test runs: that is the last that is heard of it.
  void first.record(deposit('ann', 100)).catch(() => undefined);
  await database().settled();
  const before = await marks();
  const lines = standing(await storedTransactions(database()));
  database().cut('transactions-1');
  const second = await startTransactions(database(), 'transactions-2', read);
  const { words } = await second.tellUntold();
  const { result } = await second.record(withdrawal('ann', 90));
  await second.over();
  await never.open();
  explain(
    {
      expected:
        'the deposit of ann, whose process died in publish(), to be stored and not marked as told, and the next process to tell of it',
      happened: [...lines, words, ...told(second.published)],
      look: 'src/transactions/transactions.ts: what does a process find that is started after another has died?',
      read,
    },
    () => {
      expect(before).toEqual([[1, false]]);
      expect(second.published.map(({ data }) => data.number)).toEqual([1, 2]);
      expect(second.published[0]!.data).toMatchObject({ account: 'ann', amount: 100 });
      expect(result).toMatchObject({ number: 2 });
      expect(events[0]).toEqual(second.published[0]!.data);
    },
  );
});

test('a process dies between its event and the mark', async () => {
  const first = await startTransactions(database(), 'transactions-1', read);
  const ends = ['update', 'findAndModify'].map((name) => database().refuse('transactions-1', name));
  const { words, result } = await first.record(deposit('ann', 100));
  await first.over();
  for (const end of ends) end();
  const second = await startTransactions(database(), 'transactions-2', read);
  await second.tellUntold();
  const stored = await storedTransactions(database());
  explain(
    {
      expected:
        'record() to resolve although it could not mark the deposit of ann as told, and the next process to tell of it once more, with the same id and number',
      happened: [words, ...standing(stored), ...told(first.published), ...told(second.published)],
      look: 'src/transactions/transactions.ts, record() and tellUntold()',
      read,
    },
    () => {
      expect(first.published).toHaveLength(1);
      expect(second.published).toEqual(first.published);
      expect(second.published[0]!.data).toEqual(result);
      expect(stored).toMatchObject([{ number: 1, told: true }]);
    },
  );
});

test('what tellUntold() could not tell stays untold, and it tells that later', async () => {
  let isAway = true;
  const first = await startTransactions(database(), 'transactions-1', read, () => {
    if (isAway) away();
  });
  await first.record(deposit('ann', 100));
  await first.record(deposit('bob', 50));
  const { words } = await first.tellUntold();
  const stored = await storedTransactions(database());
  explain(
    {
      expected: 'the two deposits not to be marked as told while publish() rejects',
      happened: [words, ...standing(stored)],
      ...inTellUntold,
    },
    () => expect(stored.map((row) => row.told)).toEqual([false, false]),
  );
  isAway = false;
  const later = await first.tellUntold();
  await first.over();
  const marked = await storedTransactions(database());
  explain(
    {
      expected:
        'the two deposits to be told, and marked, when the same process calls tellUntold() once more and publish() works again',
      happened: [words, `later ${later.words}`, ...told(first.published), ...standing(marked)],
      ...inTellUntold,
    },
    () => {
      expect(new Set(first.published.map(({ data }) => data.account))).toEqual(
        new Set(['ann', 'bob']),
      );
      expect(marked.map((row) => row.told)).toEqual([true, true]);
    },
  );
});
