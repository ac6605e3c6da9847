import type { Stan } from 'node-nats-streaming';
import { type Copy, explain, type Service, useBroker } from '@workbook/testkit';
import type { Ledger } from '../src/ledger';
import { Subjects } from '../src/subjects';
import { crash, limit, order, passAckWaits, startCharging, times } from './copies';
import { FakeLedger } from './fake-ledger';

const broker = useBroker();
const read = 'notes/04-acknowledgements.md, "A copy that crashes"';

test(
  'a copy crashes before it charges: another one charges',
  async () => {
    const table = new FakeLedger();
    const payments = await startCharging(broker(), 2, ({ name, stan }) =>
      name === 'payments-1' ? crashingBefore(table, stan) : table,
    );
    await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await passAckWaits(broker(), 2);
    explain(
      {
        expected: 'order 7 to be charged by payments-2, because payments-1 crashed with it in hand',
        happened: `${story(payments)}; it was charged ${times(table.charged.length)}`,
        look: 'src/payments.ts: does the broker keep the event until it is done, and for whom?',
        read,
      },
      () => expect(table.charged).toEqual(['7']),
    );
  },
  limit,
);

test(
  'a copy crashes between the charge and the ack: the card is not charged again',
  async () => {
    const table = new FakeLedger();
    const payments = await startCharging(broker(), 2, ({ name, stan }) =>
      name === 'payments-1' ? crashingAfter(table, stan) : table,
    );
    await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await passAckWaits(broker(), 3);
    explain(
      {
        expected: 'order 7 to be charged once, although its event comes again',
        happened: [
          `payments-1 charged it and crashed before the ack; ${story(payments)},`,
          `and it was charged ${times(table.charged.length)}`,
        ],
        look: 'src/handler.ts, charge(): who knows whether this order has been charged?',
        read,
      },
      () => expect(table.charged).toEqual(['7']),
    );
    explain(
      {
        expected: 'the event to be done once payments-2 has seen that the order was charged',
        happened: `${story(payments)}: where is the ack?`,
        look: 'src/handler.ts, charge(): an event with nothing left to do is done too',
        read,
      },
      () =>
        expect(payments.handled.map((handled) => handled.by)).toEqual(['payments-1', 'payments-2']),
    );
  },
  limit,
);

function crashingBefore(table: FakeLedger, stan: Stan): Ledger {
  return {
    has: (orderId) => table.has(orderId),
    charge: () => crash(stan),
  };
}

function crashingAfter(table: FakeLedger, stan: Stan): Ledger {
  return {
    has: (orderId) => table.has(orderId),
    charge: async (data) => {
      await table.charge(data);
      return crash(stan);
    },
  };
}

/** `its event went to payments-1, then to payments-2`. */
function story({ handled }: Service): string {
  return `its event went to ${handled.map(({ by }: { by: Copy['name'] }) => by).join(', then to ')}`;
}
