import { useBroker } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import { expectHandled, goAway, run, threeOrders } from './runs';

const broker = useBroker();
const read = 'notes/05-durable-subscriptions.md, "What the broker finds it by"';

test('the audit of Tuesday goes on where the audit of Monday stopped', async () => {
  const advice = {
    look: 'src/audit.ts, the call to subscribe(): the name of a durable alone is tied to the client ID. What is not?',
    read,
  };
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const monday = await run(broker(), 'audit-monday', 1, audit.listen);
  await goAway(monday);
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  const tuesday = await run(broker(), 'audit-tuesday', 1, audit.listen);
  await broker().settled();
  expectHandled(tuesday, [4, 5, 6], {
    when: 'under its new client ID',
    earlier: monday,
    ...advice,
  });
});

test('two new copies of payments share what came while no copy ran', async () => {
  const advice = { look: 'src/payments.ts: are the group and the durable name still there?', read };
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(1));
  const monday = await run(broker(), 'payments-monday', 2, payments.listen);
  await goAway(monday);
  await broker().publish(Subjects.OrderUpdated, ...threeOrders(4));
  const tuesday = await run(broker(), 'payments-tuesday', 2, payments.listen);
  await broker().settled();
  expectHandled(tuesday, [4, 5, 6], {
    when: 'under new client IDs, each by one copy',
    earlier: monday,
    ...advice,
  });
});
