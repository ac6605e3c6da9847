import { type Copy, Gate, type Published, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { ackWait, placed, startPayments } from './copies';
import { FakeLedger } from './fake-ledger';
import { arrives, isAcked, isChargedOnce, isNotAcked } from './story';

/** How long a look takes: longer than a deadline that somebody would choose, as far as time is to be had. */
const slowLook = process.env.NATS_STREAMING_SERVER ? 5000 : 19_000;

const { broker, pass } = useWorld({ broker: {} });
const read = 'notes/04-acknowledgements.md, "A copy that crashes"';
const lost = {
  look: 'src/payments.ts: does the broker keep the event until it is done, and for whom?',
  read,
};
const twice = {
  look: 'src/handler.ts, charge(): who knows, at this moment, whether the order has been charged?',
  read,
};
const done = {
  look: 'src/handler.ts, charge(): an event with nothing left to do is done too',
  read,
};

test('a copy crashes before it charges: another one charges', async () => {
  const ledger = new FakeLedger();
  const payments = await startPayments(broker(), 2, (copy) =>
    copy.name === 'payments-1' ? seenBy(ledger, { beforeCharge: () => crash(copy) }) : ledger,
  );
  const events = await broker().publish(Subjects.OrderUpdated, placed('7'), placed('8'));
  await broker().settled();
  for (const event of events) arrives(broker(), payments, event);
  await pass(`${2 * ackWait}ms`);
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: ['7', '8'][index]!, event, ledger }, lost);
    isAcked(broker(), payments, event, 'its order has been charged', done);
  });
});

test('a copy crashes between the charge and the ack: the card is not charged again', async () => {
  const ledger = new FakeLedger();
  const payments = await startPayments(broker(), 2, (copy) =>
    copy.name === 'payments-1' ? seenBy(ledger, { afterCharge: () => crash(copy) }) : ledger,
  );
  const events = await broker().publish(Subjects.OrderUpdated, placed('17'), placed('18'));
  await pass(`${2 * ackWait}ms`);
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: ['17', '18'][index]!, event, ledger }, twice);
    isAcked(broker(), payments, event, 'its order has been charged, before it came again', done);
  });
});

test('an order comes again to the copy that failed, and another copy has charged it meanwhile', async () => {
  const ledger = new FakeLedger();
  let fails = true;
  ledger.beforeCharge = () => fails && Promise.reject(new Error('the bank does not answer'));
  const payments = await startPayments(broker(), 1, () => ledger);
  const [event] = await broker().publish(Subjects.OrderUpdated, placed('27'));
  await broker().settled();
  arrives(broker(), payments, event!);
  // The other copy is on another host, and has crashed since.
  ledger.charged.push('27');
  fails = false;
  await pass(`${ackWait + 200}ms`);
  isChargedOnce(broker(), payments, { order: '27', event: event!, ledger }, twice);
  isAcked(broker(), payments, event!, 'its order has been charged, by another copy', done);
});

test('a look that fails says nothing: the event comes again', async () => {
  const ledger = new FakeLedger();
  ledger.charged.push('37');
  let fails = true;
  ledger.beforeLook = () => fails && Promise.reject(new Error('the database does not answer'));
  const payments = await startPayments(broker(), 1, () => ledger);
  const events = await broker().publish(Subjects.OrderUpdated, placed('37'), placed('38'));
  await pass(`${ackWait + 200}ms`);
  const [charged, other] = events as [Published, Published];
  const blind = {
    look: 'src/handler.ts, charge(): ledger.has() rejected. What does charge() take that for?',
    read,
  };
  isChargedOnce(broker(), payments, { order: '37', event: charged, ledger }, blind);
  const why = 'ledger.has() rejected, and order 38 is not charged';
  isNotAcked(broker(), payments, other, { why, although: 'nothing was saved' }, blind);
  fails = false;
  await pass(`${ackWait}ms`);
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: ['37', '38'][index]!, event, ledger }, twice);
    isAcked(broker(), payments, event, 'the ledger answers again, and its order is charged', done);
  });
});

test('a look that takes its time is waited for', async () => {
  const ledger = new FakeLedger();
  const [first, others] = [new Gate(), new Gate()];
  ledger.charged.push('47');
  const payments = await startPayments(broker(), 1, () => ledger);
  // The looks of the first deliveries are answered before all others; what they ask then is answered at once.
  let answered = 2;
  ledger.beforeLook = () => (payments.handled.length <= answered ? first : others).opened;
  const events = await broker().publish(Subjects.OrderUpdated, placed('47'), placed('48'));
  const [charged, other] = events as [Published, Published];
  await pass(`${slowLook}ms`);
  const slow = `ledger.has() has not answered in ${slowLook / 1000} s. What does charge() do then?`;
  const waits = { ...twice, look: `src/handler.ts, charge(): ${slow}` };
  isChargedOnce(broker(), payments, { order: '47', event: charged, ledger }, waits);
  const why = 'ledger.has() has not answered, and order 48 is not charged';
  isNotAcked(broker(), payments, other, { why, although: 'nothing was saved' }, waits);
  answered = payments.handled.length;
  await first.open();
  await broker().settled();
  const when = `the ledger has answered the first look, after ${slowLook / 1000} s: its order is charged`;
  isAcked(broker(), payments, charged, when, waits);
  const late = `ledger.has() has answered "no", after ${slowLook / 1000} s. What does charge() do then?`;
  const acts = { ...twice, look: `src/handler.ts, charge(): ${late}` };
  isChargedOnce(broker(), payments, { order: '48', event: other, ledger }, acts);
  isAcked(broker(), payments, other, 'its order has been charged, after a slow look', acts);
  await others.open();
  await pass(`${ackWait + 200}ms`);
  events.forEach((event, index) => {
    isChargedOnce(broker(), payments, { order: ['47', '48'][index]!, event, ledger }, twice);
  });
});

/** `ledger`, as one copy meets it: the same table, and what happens to this copy beside it. */
function seenBy(ledger: FakeLedger, happens: Partial<FakeLedger>): FakeLedger {
  return Object.assign(new FakeLedger(), { charged: ledger.charged }, happens);
}

/** A copy ends as at a crash: what it has sent is sent, it does not say goodbye, and nothing goes on. */
async function crash({ stan }: Copy): Promise<never> {
  // The client sends at the end of a turn.
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  broker().kill(stan);
  return new Promise<never>(() => undefined);
}
