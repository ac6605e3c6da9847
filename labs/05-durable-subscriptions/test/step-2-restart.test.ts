import { useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { Subjects } from '../src/subjects';
import { expectHandled, goAway, run, threeOrders } from './runs';

const broker = useBroker();
const advice = {
  look: 'src/payments.ts: by which name does the broker find the place where the group was?',
  read: 'notes/05-durable-subscriptions.md, "A place that is kept"',
};

test('a restart handles nothing twice', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const before = await run(broker(), 'payments', 1, listen);
  await broker().settled();
  expectHandled(before, [1, 2, 3], {
    when: 'at its first start',
    ...advice,
    look: 'src/payments.ts: step 1 comes first',
  });
  await goAway(before);

  const after = await run(broker(), 'payments', 1, listen);
  await broker().settled();
  expectHandled(after, [], { when: 'after a restart', earlier: before, ...advice });
});

test('what was in hand when the copy went, and nothing else, comes again', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const before = await run(broker(), 'payments', 1, listen, 2);
  await broker().settled();
  await goAway(before);

  const after = await run(broker(), 'payments', 1, listen);
  await broker().settled();
  expectHandled(after, [2], {
    when: 'after a restart, because that one was not acknowledged',
    earlier: before,
    ...advice,
  });
});
