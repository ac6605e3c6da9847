import { useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { Subjects } from '../src/subjects';
import { expectHandled, run, threeOrders } from './runs';

const broker = useBroker();
const advice = {
  look: 'src/payments.ts, the subscription options: from which event on does a new group get them?',
  read: 'notes/05-durable-subscriptions.md, "Where a new subscription begins"',
};

test('the first copy ever handles what was published before it', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const payments = await run(broker(), 'payments', 1, listen);
  await broker().settled();
  expectHandled(payments, [1, 2, 3], { when: 'at its first start', ...advice });
});

test('then it goes on with what is new', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const payments = await run(broker(), 'payments', 2, listen);
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  await broker().settled();
  expectHandled(payments, [1, 2, 3, 4, 5, 6], { when: 'in all, each by one copy', ...advice });
});
