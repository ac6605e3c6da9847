import { needs, useWorld } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import * as tracking from '../src/tracking';
import { start, startElsewhere, startInOnePiece, startOverOneConnection, together } from './copies';
import { expectAllInOrder } from './findings';
import { oneDay, sixOrders } from './orders';

const { broker } = useWorld({ broker: {} });
needs(audit, 'src/audit.ts', { listen: 'function' });
needs(payments, 'src/payments.ts', { listen: 'function' });
needs(tracking, 'src/tracking.ts', { listen: 'function' });

test('the audit sees every event, in order, whatever the groups do', async () => {
  await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  const others = [await start(broker(), 'payments', 2), await start(broker(), 'tracking', 2)];
  const audits = await start(broker(), 'audit', 1);
  const events = await broker().publish(Subjects.OrderUpdated, ...oneDay);
  await broker().settled();
  expectAllInOrder(audits, events, others);
});

test('a second audit sees every event too, and so does one in another process', async () => {
  const here = await start(broker(), 'audit', 2);
  const there = (await startElsewhere(broker(), { audit: 'green' }))('audit');
  const events = await broker().publish(Subjects.OrderUpdated, ...oneDay);
  await there.goAway();
  expectAllInOrder(together(here, there), events);
  const [first, second] = here.clients;
  await here.goAway(first);
  const later = await broker().publish(Subjects.OrderUpdated, ...sixOrders);
  await broker().settled();
  expectAllInOrder({ ...here, clients: [second!] }, [...events, ...later]);
});

test('so do two audits over one connection', async () => {
  const audits = await startOverOneConnection(broker(), 'audit');
  const events = await broker().publish(Subjects.OrderUpdated, ...oneDay);
  await broker().settled();
  for (const audit of audits) expectAllInOrder(audit, events);
});

test('and one for which the first events come in one piece with the answer to its subscription', async () => {
  const { copies, published } = await startInOnePiece(broker(), 'audit', oneDay);
  expectAllInOrder(copies, published);
});
