import { useBroker } from '@workbook/testkit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import * as tracking from '../src/tracking';
import { sixOrders } from './orders';

const broker = useBroker();
const read = 'notes/03-queue-groups.md, "A group names a service"';

test('payments and tracking, two copies each: both handle every event once', async () => {
  const tracks = await broker().start('tracking', 2, ({ stan, onMessage }) =>
    tracking.listen(stan, onMessage),
  );
  const charges = await broker().start('payments', 2, ({ stan, onMessage }) =>
    payments.listen(stan, onMessage),
  );
  const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  expect(tracks).toHandleEachOnce(orders, {
    look: 'src/tracking.ts: does it subscribe, in which group, and who else joins a group of that name?',
    read,
  });
  expect(charges).toHandleEachOnce(orders, {
    look: 'src/payments.ts: in which group, and who else joins a group of that name?',
    read,
  });
});
