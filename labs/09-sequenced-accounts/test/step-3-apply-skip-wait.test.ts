import { explain, type Published, useWorld } from '@workbook/testkit';
import type { Transaction } from '../src/events';
import { Subjects } from '../src/subjects';
import { ackWait, recorded, type Running, startAccounts, storedAccounts } from './accounts';
import { AccountsInMemory } from './memory';
import { transaction } from './transaction';

const { broker, database, pass } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 3: apply, skip or wait"';
const look = 'src/accounts/handler.ts, onTransaction()';

/** Of the event loop: whoever awaits nothing but these accounts needs one or two. */
const MANY_TURNS = 100;

const ann = (balance: number, last: number): object => ({ _id: 'ann', balance, last });
const bob = (balance: number, last: number): object => ({ _id: 'bob', balance, last });

/** Publishes transactions, and waits until all that comes of them has been handled. */
async function take(
  running: Running,
  ...transactions: readonly Transaction[]
): Promise<Published[]> {
  const published = await broker().publish(Subjects.TransactionCreated, ...transactions);
  await broker().settled();
  await running.over();
  return published;
}

/** Takes one after the other, each when the one before was handled. */
async function takeEach(
  running: Running,
  ...transactions: readonly Transaction[]
): Promise<Published[]> {
  const published: Published[] = [];
  for (const each of transactions) published.push(...(await take(running, each)));
  return published;
}

/** Lets every ackWait pass, `times` over. */
async function wait(running: Running, times = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    await pass(`${ackWait + 200}ms`);
    await running.over();
  }
  await broker().settled();
}

const isAcked = (event: Published): boolean => broker().facts.acks(event).length > 0;

test('what comes in order is applied in order', async () => {
  await database().store('accounts', 'accounts', ann(20, 0));
  const running = await startAccounts(broker(), database(), read);
  const events = await takeEach(
    running,
    transaction('ann', 1, 100),
    transaction('bob', 1, 50),
    transaction('ann', 2, -90),
    transaction('bob', 2, -60),
    transaction('ann', 3, -30),
  );
  const stored = [...(await storedAccounts(database())).values()];
  explain(
    {
      expected:
        'ann to stand at 0 with last number 3, bob at -35 with last number 2, and each event to be acknowledged',
      happened: await recorded(broker(), database(), running, ...events),
      look,
      read,
    },
    () => {
      expect(stored).toEqual([ann(0, 3), bob(-35, 2)]);
      expect(events.filter(isAcked)).toEqual(events);
    },
  );
});

test('what comes too early waits without an ack, and is applied after what was missing', async () => {
  await database().store('accounts', 'accounts', ann(20, 0));
  const running = await startAccounts(broker(), database(), read);
  const early = await take(
    running,
    transaction('ann', 3, 40),
    transaction('ann', 2, -90),
    transaction('bob', 2, -60),
  );
  await wait(running);
  const before = early.filter(isAcked);
  const stoodAt = [...(await storedAccounts(database())).values()];
  const lines = await recorded(broker(), database(), running, ...early);
  const late = await take(running, transaction('ann', 1, 100), transaction('bob', 1, 50));
  await wait(running, 3);
  const stored = [...(await storedAccounts(database())).values()];
  const areEarly = before.length > 0 || stoodAt.length > 1;
  explain(
    {
      expected:
        'numbers 3 and 2 of ann, and 2 of bob, to wait without an ack and to change nothing; after number 1 of each, ann to stand at 70 with last number 3, and bob at -35 with last number 2',
      happened: areEarly ? lines : await recorded(broker(), database(), running, ...early, ...late),
      look: `${look}: what is missing when a number is too high?`,
      read,
    },
    () => {
      expect(before).toEqual([]);
      expect(stoodAt).toEqual([ann(20, 0)]);
      expect(stored).toEqual([ann(70, 3), bob(-35, 2)]);
      expect([...early, ...late].every(isAcked)).toBe(true);
    },
  );
});

test('the handler of an event that comes too early comes back at once', async () => {
  const accounts = new AccountsInMemory(read, { id: 'ann', balance: 20, last: 0 });
  const call = accounts.give('accounts-1', transaction('ann', 3, 40));
  const over: true[] = [];
  // Whoever does not come back is told so much later: nobody is there by then.
  void call.until.then(
    () => over.push(true),
    () => undefined,
  );
  for (let turn = 0; turn < MANY_TURNS && over.length === 0; turn++)
    await new Promise(setImmediate);
  explain(
    {
      expected:
        'onTransaction() with number 3 of ann, who has none, to come back when the database has answered',
      happened: [...accounts.story, 'nothing else was under way, and it has not come back'],
      look: 'src/accounts/handler.ts, onTransaction(): what does it wait for?',
      read,
    },
    () => expect(over).toEqual([true]),
  );
});

test('what is in the balance is acknowledged, and changes nothing', async () => {
  await database().store('accounts', 'accounts', ann(70, 3));
  const running = await startAccounts(broker(), database(), read);
  const events = await takeEach(
    running,
    transaction('ann', 3, 40),
    transaction('ann', 1, 100),
    transaction('ann', 2, -90),
  );
  await wait(running);
  const stored = [...(await storedAccounts(database())).values()];
  explain(
    {
      expected:
        'numbers 3, 1 and 2 of ann to be acknowledged, and ann to stay at 70 with last number 3',
      happened: await recorded(broker(), database(), running, ...events),
      look: `${look}: an event that is not the next may be too early; what else?`,
      read,
    },
    () => {
      expect(stored).toEqual([ann(70, 3)]);
      expect(events.filter(isAcked)).toEqual(events);
    },
  );
});

test('an event that comes twice counts once', async () => {
  await database().store('accounts', 'accounts', ann(20, 0));
  const running = await startAccounts(broker(), database(), read, { copies: 2 });
  const first = transaction('ann', 1, 100);
  const second = transaction('ann', 2, -90);
  const events = await takeEach(running, first, first, second, first, second);
  await wait(running);
  const stored = [...(await storedAccounts(database())).values()];
  explain(
    {
      expected:
        'numbers 1 and 2 of ann, which come more than once, to be acknowledged each time; ann to stand at 30 with last number 2',
      happened: await recorded(broker(), database(), running, ...events),
      look,
      read,
    },
    () => {
      expect(stored).toEqual([ann(30, 2)]);
      expect(events.filter(isAcked)).toEqual(events);
    },
  );
});

test('a copy that is started knows what those before it have applied', async () => {
  await database().store('accounts', 'accounts', ann(20, 0), bob(0, 4));
  const old = await startAccounts(broker(), database(), read);
  const before = await takeEach(old, transaction('ann', 1, 100), transaction('ann', 2, -90));
  for (const { stan } of old.service.copies) await closed(stan);
  const running = await startAccounts(broker(), database(), read, { name: 'accounts-new' });
  const after = await takeEach(
    running,
    transaction('ann', 2, -90),
    transaction('ann', 3, 40),
    transaction('bob', 5, 50),
    transaction('bob', 4, 50),
  );
  await wait(running, 2);
  const stored = [...(await storedAccounts(database())).values()];
  explain(
    {
      expected:
        'a new copy to know that number 2 of ann is in the balance, and number 4 of bob; ann to stand at 70 with last number 3, bob at 50 with 5',
      happened: await recorded(broker(), database(), running, ...before, ...after),
      look: `${look}: where does the last number stand, and who else can read it?`,
      read,
    },
    () => {
      expect(stored).toEqual([ann(70, 3), bob(50, 5)]);
      expect(after.filter(isAcked)).toEqual(after);
    },
  );
});

test('two copies take turns with one account', async () => {
  const running = await startAccounts(broker(), database(), read, { copies: 2 });
  const amounts = [100, -90, -30, 40, 7, -60];
  const events = await takeEach(
    running,
    ...amounts.map((amount, index) => transaction('ann', index + 1, amount)),
  );
  await wait(running, 2);
  const stored = [...(await storedAccounts(database())).values()];
  explain(
    {
      expected:
        'numbers 1 to 6 of ann, which come in this order and to two copies, to be applied at once each; ann to stand at -83 with last number 6',
      happened: await recorded(broker(), database(), running, ...events),
      look: `${look}: who else has applied something since?`,
      read,
    },
    () => {
      expect(stored).toEqual([ann(-83, 6)]);
      expect(events.filter(isAcked)).toEqual(events);
    },
  );
});

/** Closes a client, and waits until the broker has said so. */
async function closed(stan: {
  close(): void;
  once(event: string, done: () => void): unknown;
}): Promise<void> {
  await new Promise<void>((resolve) => {
    stan.once('close', resolve);
    stan.close();
  });
}
