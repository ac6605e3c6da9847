import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { deliveries, limit, order, passAckWaits, start } from './copies';

const broker = useBroker();
const advice = {
  look: 'src/payments.ts, the options of the subscription: who acknowledges, and when?',
  read: 'notes/04-acknowledgements.md, "Who says that an event is done?"',
};

test(
  'an order whose charge failed comes again',
  async () => {
    const payments = await start(broker(), 1, (copy, data, msg) => {
      // The first attempt fails, which to the broker means: no ack.
      if (msg.isRedelivered()) msg.ack();
    });
    const [event] = await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    await passAckWaits(broker(), 1);
    explain(
      {
        expected: 'order:updated #1 to come again, because its handler failed',
        happened: [
          `it came ${deliveries(payments, event!)} time: it was acknowledged at delivery,`,
          'before the charge was saved',
        ],
        ...advice,
      },
      () => expect(deliveries(payments, event!)).toBe(2),
    );
  },
  limit,
);
