import { explain, Gate, useBroker } from '@workbook/testkit';
import { longestCharge } from '../src/ledger';
import { ackWait } from '../src/payments';
import { Subjects } from '../src/subjects';
import { deliveries, limit, order, start, times } from './copies';

const broker = useBroker();
const advice = {
  look: 'src/payments.ts, ackWait: how long does the bank take, and how long may a customer wait?',
  read: 'notes/04-acknowledgements.md, "An ackWait that fits the work"',
};

test(
  'a slow charge is not given out a second time while it is at work',
  async () => {
    const bank = new Gate();
    const payments = await start(broker(), 2, (copy, data, msg) => {
      void bank.opened.then(() => msg.ack());
    });
    const [event] = await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await broker().pass(`${longestCharge}ms`);
    await bank.open();
    explain(
      {
        expected: `order:updated #1 to be handled once: the bank took ${longestCharge} ms`,
        happened: [
          `it was handled ${times(deliveries(payments, event!))}: the first was still working when it was redelivered,`,
          `after an ackWait of ${ackWait} ms`,
        ],
        ...advice,
      },
      () => expect(deliveries(payments, event!)).toBe(1),
    );
  },
  limit,
);

test(
  'a charge that failed is tried again within 10 s',
  async () => {
    const payments = await start(broker(), 1, (copy, data, msg) => {
      if (msg.isRedelivered()) msg.ack();
    });
    const [event] = await broker().publish(Subjects.OrderUpdated, order);
    await broker().pass('10500ms');
    explain(
      {
        expected: 'order:updated #1 to come again within 10 s after its handler failed',
        happened: `in 10 s it came ${times(deliveries(payments, event!))}, with an ackWait of ${ackWait} ms`,
        ...advice,
        ...(ackWait <= 10_000 && { look: 'src/payments.ts, listen(): step 1 comes first' }),
      },
      () => expect(deliveries(payments, event!)).toBeGreaterThan(1),
    );
  },
  limit,
);
