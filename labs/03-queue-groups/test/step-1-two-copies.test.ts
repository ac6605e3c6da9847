import { explain, useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { Subjects } from '../src/subjects';
import { sixOrders } from './orders';

const broker = useBroker();
const advice = {
  look: 'src/payments.ts, the call to subscribe(): which group do the two copies join?',
  read: 'notes/03-queue-groups.md, "One service, many copies"',
};

test('each order is charged once', async () => {
  const payments = await broker().start('payments', 2, ({ stan, onMessage }) =>
    listen(stan, onMessage),
  );
  const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  expect(payments).toHandleEachOnce(orders, advice);
});

test('both copies have a share of the work', async () => {
  const payments = await broker().start('payments', 2, ({ stan, onMessage }) =>
    listen(stan, onMessage),
  );
  await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  for (const { name, handled } of payments.copies) {
    explain(
      {
        expected: `${name} to handle some of the 6 orders`,
        happened: 'it handled none',
        ...advice,
      },
      () => expect(handled.length).toBeGreaterThan(0),
    );
  }
});
