import { useBroker } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import { sixOrders } from './orders';

const broker = useBroker();
const advice = {
  look: 'src/audit.ts: does it subscribe, and does it need to share?',
  read: 'notes/03-queue-groups.md, "Outside every group"',
};

test('the audit sees every event, in order, whatever the groups do', async () => {
  await broker().start('payments', 2, ({ stan, onMessage }) => payments.listen(stan, onMessage));
  const audits = await broker().start('audit', 1, ({ stan, onMessage }) =>
    audit.listen(stan, onMessage),
  );
  const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  expect(audits).toHandleAllInOrder(orders, advice);
});

test('a second audit sees every event too', async () => {
  const audits = await broker().start('audit', 2, ({ stan, onMessage }) =>
    audit.listen(stan, onMessage),
  );
  const orders = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  expect(audits).toHandleAllInOrder(orders, advice);
});
