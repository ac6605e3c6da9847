import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { deliveries, limit, order, passAckWaits, startCharging, times } from './copies';
import { FakeLedger } from './fake-ledger';

const broker = useBroker();
const read = 'notes/04-acknowledgements.md, "After the save"';

test(
  'a charge that is saved is done: its event does not come again',
  async () => {
    const payments = await startCharging(broker(), 1, () => new FakeLedger());
    const [event] = await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await passAckWaits(broker(), 3);
    explain(
      {
        expected: 'order:updated #1 to be delivered once, and then to be done',
        happened: `it was delivered ${times(deliveries(payments, event!))} within 3 ackWaits: where is the ack?`,
        look: 'src/handler.ts, charge(): what tells the broker that the event is done?',
        read,
      },
      () => expect(deliveries(payments, event!)).toBe(1),
    );
  },
  limit,
);

test(
  'a charge that fails is tried again until it is saved',
  async () => {
    const ledger = new FakeLedger({ failures: 1 });
    const payments = await startCharging(broker(), 1, () => ledger);
    const [event] = await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await passAckWaits(broker(), 2);
    explain(
      {
        expected: 'order 7 to be charged at the second attempt, because the first one failed',
        happened: [
          `it was delivered ${times(deliveries(payments, event!))} and charged ${times(ledger.charged.length)}:`,
          ledger.charged.length === 0
            ? 'it was acknowledged before the save, and the save failed'
            : 'nothing told the broker that the event was done',
        ],
        look: 'src/handler.ts, charge(): is the save over when the ack is sent?',
        read,
      },
      () => expect(ledger.charged).toEqual(['7']),
    );
  },
  limit,
);
