import { useBroker } from '@workbook/testkit';
import { listen } from '../src/audit';
import { Subjects } from '../src/subjects';
import { expectHandled, goAway, run, threeOrders } from './runs';

const broker = useBroker();
const advice = {
  look: 'src/audit.ts, the subscription options: what do they say of the past, and of a restart?',
  read: 'notes/05-durable-subscriptions.md, "While it is away"',
};

test('the audit gets what was published while it was away, and nothing twice', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const before = await run(broker(), 'audit', 1, listen);
  await broker().settled();
  expectHandled(before, [1, 2, 3], { when: 'at its first start', ...advice });
  await goAway(before);

  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  const after = await run(broker(), 'audit', 1, listen);
  await broker().settled();
  expectHandled(after, [4, 5, 6], { when: 'after it was away', earlier: before, ...advice });
});

test('what the audit had not acknowledged when it went comes again', async () => {
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const before = await run(broker(), 'audit', 1, listen, 3);
  await broker().settled();
  await goAway(before);

  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  const after = await run(broker(), 'audit', 1, listen);
  await broker().settled();
  expectHandled(after, [3, 4, 5, 6], {
    when: 'after it was away, #3 because it was not acknowledged',
    earlier: before,
    ...advice,
  });
});
