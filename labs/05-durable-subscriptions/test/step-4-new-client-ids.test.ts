import { needs, useWorld } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import { expectHandled } from './findings';
import { runInNewProcess } from './later';
import { numbers, orders } from './orders';
import { start } from './starts';

const { broker } = useWorld({ broker: {} });
needs(audit, 'src/audit.ts', { listen: 'function' });
needs(payments, 'src/payments.ts', { listen: 'function' });

test('the audit of Tuesday goes on where the audit of Monday stopped', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const monday = await start(broker(), 'audit', { clientID: 'audit-9f3a' });
  await broker().settled();
  await monday.goAway();
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 3));
  const tuesday = await start(broker(), 'audit', { clientID: 'audit-b25d' });
  await broker().settled();
  expectHandled(broker().facts, tuesday, [4, 5, 6], {
    when: 'under its new client ID',
    earlier: monday,
  });
});

test('two new copies of payments share what came while no copy ran', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const asked = { copies: 2, clientID: 'payments-7c12' };
  const monday = await start(broker(), 'payments', asked);
  await broker().settled();
  await monday.goAway();
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 5));
  const tuesday = await start(broker(), 'payments', { ...asked, clientID: 'till-db0c' });
  await broker().settled();
  expectHandled(broker().facts, tuesday, numbers(4, 5), {
    when: 'under new client IDs, each in one copy',
    earlier: monday,
  });
});

test('on another host both go on, side by side', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 4));
  const before = {
    payments: await start(broker(), 'payments', { clientID: 'payments-7c12' }),
    audit: await start(broker(), 'audit', { clientID: 'audit-9f3a' }),
  };
  await broker().settled();
  for (const service of Object.values(before)) await service.goAway();
  await broker().publish(Subjects.OrderUpdated, ...orders(5, 6));

  const copies = [
    { service: 'payments', clientID: 'pod-f11f' },
    { service: 'audit', clientID: 'pod-b25d' },
    { service: 'payments', clientID: 'pod-84f0' },
  ] as const;
  const after = await runInNewProcess(broker(), copies, {
    host: 'node-2.another.example',
  });
  for (const service of ['audit', 'payments'] as const) {
    expectHandled(facts, after(service), numbers(5, 6), {
      when: 'on another host, under new client IDs',
      earlier: before[service],
    });
  }
});
