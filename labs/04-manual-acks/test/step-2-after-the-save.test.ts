import { explain, Gate, nameOf, type Published, times, useWorld } from '@workbook/testkit';
import { longestCharge } from '../src/ledger';
import { Subjects } from '../src/subjects';
import { ackWait, outage, placed, startPayments } from './copies';
import { failures, FakeLedger } from './fake-ledger';
import { arrives, isAcked, isChargedOnce, isNotAcked, isTriedEachTime, story } from './story';

const { broker, pass } = useWorld({ broker: {} });
const read = 'notes/04-acknowledgements.md, "After the save"';
const saved = {
  look: 'src/handler.ts, charge(): where is the ack? What tells the broker that this event is done?',
  read,
};
const early = {
  look: 'src/handler.ts, onMessage() and charge(): which way leads to the ack, and is the save over there?',
  read,
};

const although = 'nothing was saved';

test('a charge that is saved is done, and not before', async () => {
  const ledger = new FakeLedger();
  const bank = new Map(['1', '2', '3'].map((order) => [order, new Gate()]));
  ledger.beforeCharge = (order) => bank.get(order)!.opened;
  const asked = looksAfterTheSave(ledger, {
    '1': ['rejected', () => Promise.reject(new Error('the database does not answer'))],
    '2': ['answered "no"', () => Promise.resolve(false)],
    '3': ['did not answer', () => new Promise<never>(() => undefined)],
  });
  const payments = await startPayments(broker(), 1, () => ledger);
  const orders = [...bank.keys()];
  const events = await broker().publish(Subjects.OrderUpdated, ...orders.map(placed));
  await broker().settled();
  for (const event of events) arrives(broker(), payments, event);
  explain(
    {
      expected: 'ledger.charge() to be called for each of 3 orders, which come one after the other',
      happened: `it was called ${times(ledger.begun.length)} while ${ledger.begun.length === 1 ? 'the bank was at work on the first, and two more had come' : 'all of them had come'}`,
      look:
        ledger.begun.length === 0
          ? 'src/handler.ts, onMessage(): does it call charge(), and charge() the ledger?'
          : 'src/handler.ts, onMessage() and charge(): what does an order wait for before it is charged?',
      read,
    },
    () => expect(ledger.begun).toHaveLength(3),
  );
  const open: Published[] = [...events];
  const nothingIsAckedOf = (waiting: readonly Published[]): void => {
    for (const event of waiting) {
      const why = `the bank is still at work on order ${orders[events.indexOf(event)]}`;
      isNotAcked(broker(), payments, event, { why, although }, early);
    }
  };
  for (const order of ['2', '3', '1']) {
    nothingIsAckedOf(open);
    await bank.get(order)!.open();
    await pass('200ms');
    const [event] = open.splice(open.indexOf(events[orders.indexOf(order)]!), 1);
    nothingIsAckedOf(open);
    const when = `order ${order} has been charged, and the charge saved`;
    const advice = asked.has(order) ? { look: asked.get(order)!, read } : saved;
    isAcked(broker(), payments, event!, when, advice);
  }
  await pass(`${2 * ackWait}ms`);
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: orders[index]!, event, ledger }, saved);
    explain(
      {
        expected: `${nameOf(event)} not to come again: it is done`,
        happened: story(broker(), payments, event),
        ...saved,
      },
      () => expect(broker().facts.deliveries(event)).toHaveLength(1),
    );
  });
});

test('a charge that takes its time and fails in the end is not done', async () => {
  const ledger = new FakeLedger();
  const bank = new Gate();
  let fails = true;
  ledger.beforeCharge = async () => {
    await bank.opened;
    if (fails) throw new Error('the bank does not answer');
  };
  const payments = await startPayments(broker(), 1, () => ledger);
  const [event] = await broker().publish(Subjects.OrderUpdated, placed('7'));
  await pass(`${longestCharge}ms`);
  const why = `the bank has been at work on it for ${longestCharge} ms, as long as it may take`;
  isNotAcked(broker(), payments, event!, { why, although }, early);
  await bank.open();
  await broker().settled();
  const end = 'its charge has failed';
  isNotAcked(broker(), payments, event!, { why: end, although }, early);
  fails = false;
  await pass(`${ackWait + 200}ms`);
  isChargedOnce(broker(), payments, { order: '7', event: event!, ledger }, early);
});

test('a charge that fails is tried again, however it fails and however often', async () => {
  const ledger = new FakeLedger();
  const bank = new Gate();
  let fails = true;
  ledger.beforeCharge = (order) => (fails ? failures[Number(order) - 40]!.fail() : bank.opened);
  const payments = await startPayments(broker(), 1, () => ledger);
  // No test has an order of another: a handler may remember more than it should.
  const orders = failures.map((_, index) => String(40 + index));
  const events = await broker().publish(Subjects.OrderUpdated, ...orders.map(placed));
  for (const time of [200, ackWait, outage]) {
    await pass(`${time}ms`);
    events.forEach((event, index) => {
      const why = `its charge has failed each time, with ${failures[index]!.words}`;
      isNotAcked(broker(), payments, event, { why, although }, early);
      arrives(broker(), payments, event);
      isTriedEachTime(broker(), payments, { order: orders[index]!, event, ledger }, read);
    });
  }
  fails = false;
  const tries = (event: Published): number => broker().facts.deliveries(event).length;
  const before = events.map(tries);
  const haveCome = (): boolean => events.every((event, index) => tries(event) > before[index]!);
  // The next attempts come within an ackWait. The bank is done with them before it is over again.
  for (let time = 0; time < 2 * ackWait && !haveCome(); time += 100) await pass('100ms');
  await pass('500ms');
  await bank.open();
  await pass(`${2 * ackWait}ms`);
  const again = {
    look: 'src/handler.ts: who tries again when a charge has failed, and how many do at the same time?',
    read,
  };
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: orders[index]!, event, ledger }, again);
    isAcked(broker(), payments, event, 'its charge was saved at last', saved);
  });
});

/**
 * Has looks for an order that has been charged end as in `ends`: whether a look works says nothing of the save.
 *
 * @returns where to look, for each order that was looked for after its charge
 */
function looksAfterTheSave(
  ledger: FakeLedger,
  ends: Readonly<Record<string, readonly [words: string, look: () => Promise<boolean>]>>,
): ReadonlyMap<string, string> {
  const asked = new Map<string, string>();
  const look = ledger.has.bind(ledger);
  ledger.has = (order) => {
    if (!ledger.charged.includes(order)) return look(order);
    const [words, end] = ends[order]!;
    asked.set(
      order,
      `src/handler.ts, charge(): ledger.charge() was over, then ledger.has() ${words}. Who knows that it is saved?`,
    );
    return end();
  };
  return asked;
}
