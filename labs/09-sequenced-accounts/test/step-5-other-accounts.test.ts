import { explain, type Published, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { transaction } from './transaction';
import { Programs } from './programs';

const { broker, database, pass, settled } = useWorld({ broker: {}, database: {} });
const read = 'README.md, "Step 5: other accounts are not held up"';
const look = 'src/accounts/main.ts, the options of the subscription';
const advice = { look, read };

/** How many of Ann's events wait for one that is missing. */
const BEHIND = 200;
const MAX_SECONDS = 40;

const programs = (): Programs => new Programs(broker(), database(), { pass, settled });
const isAcked = (event: Published): boolean => broker().facts.acks(event).length > 0;

test('what waits for a number of Ann does not keep those of Bob', async () => {
  const copies = programs();
  await Promise.all([copies.start('accounts-1'), copies.start('accounts-2')]);
  copies.expectListening(advice);
  const ofAnn = Array.from({ length: BEHIND }, (_, index) => transaction('ann', index + 2, 10));
  const waiting = await broker().publish(Subjects.TransactionCreated, ...ofAnn);
  const ofBob = [50, -20, 7].map((amount, index) => transaction('bob', index + 1, amount));
  await broker().publish(Subjects.TransactionCreated, ...ofBob);
  const isThrough = await copies.come(12, (accounts) => accounts.get('bob')?.last === 3);
  const sent = waiting.filter((event) => broker().facts.deliveries(event).length > 0).length;
  explain(
    {
      expected: `numbers 1, 2 and 3 of bob to be applied while ${BEHIND} events of ann wait for number 1, which nobody has published`,
      happened: [
        `of these ${BEHIND}, ${sent} had come to a copy, and ${waiting.filter(isAcked).length} were acknowledged`,
        ...(await copies.recorded()),
      ],
      look: `${look}: how many events without an ack may a copy have before it gets no more?`,
      read,
    },
    () => {
      expect(isThrough).toBe(true);
      expect(waiting.filter(isAcked)).toEqual([]);
    },
  );
});

test('when the missing number comes, those behind it are applied', async () => {
  const copies = programs();
  await Promise.all([copies.start('accounts-1'), copies.start('accounts-2')]);
  copies.expectListening(advice);
  const ofAnn = [100, -90, -30].map((amount, index) => transaction('ann', index + 1, amount));
  await broker().publish(Subjects.TransactionCreated, ofAnn[2], ofAnn[1]);
  await copies.quiet();
  await broker().publish(Subjects.TransactionCreated, ofAnn[0]);
  const isThrough = await copies.come(MAX_SECONDS, (accounts) => accounts.get('ann')?.last === 3);
  explain(
    {
      expected: `numbers 3 and 2 of ann, which came before number 1, to be applied after it: ann to stand at -45 with last number 3`,
      happened: await copies.recorded(),
      ...advice,
    },
    () => expect(isThrough).toBe(true),
  );
});

test('a copy that starts gets what no copy has acknowledged, and no more', async () => {
  const copies = programs();
  const amounts = [100, -90, 40, 7, 20];
  const [first, second, third, ...more] = amounts.map((amount, index) =>
    transaction('ann', index + 1, amount),
  );
  const before = await broker().publish(Subjects.TransactionCreated, first, second);
  const old = await copies.start('accounts-1');
  copies.expectListening(advice);
  const hasHistory = await copies.come(12, (accounts) => accounts.get('ann')?.last === 2);
  await old.signal('SIGTERM');
  await old.ended();
  copies.all.delete('accounts-1');
  await broker().publish(Subjects.TransactionCreated, third, ...more);
  await copies.start('accounts-2');
  copies.expectListening(advice);
  const hasAll = await copies.come(12, (accounts) => accounts.get('ann')?.last === 5);
  const again = before.flatMap((event) =>
    broker()
      .facts.deliveries(event)
      .filter(({ client }) => client === 'accounts-2'),
  );
  explain(
    {
      expected:
        'the first copy to get what was published before it, numbers 1 and 2 of ann; when it has ended, numbers 3 to 5 are published, and the next copy is to get these alone',
      happened: [
        ...before.flatMap((event) => broker().facts.storyOf(event)),
        ...(await copies.recorded()),
      ],
      look: `${look}: what does the first copy of all get, and what one that comes later?`,
      read,
    },
    () => {
      expect([hasHistory, hasAll]).toEqual([true, true]);
      expect(again).toEqual([]);
    },
  );
});
