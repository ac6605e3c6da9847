import { needs, useWorld } from '@workbook/testkit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import {
  ELEVEN_YEARS,
  expectFromLongAgo,
  expectHandled,
  expectUnacknowledged,
  expectUnacknowledgedAtFirst,
} from './findings';
import { runInNewProcess } from './later';
import { numbers, orders } from './orders';
import { start } from './starts';
import { long } from './time';

const { broker, pass } = useWorld({ broker: {} });
needs(payments, 'src/payments.ts', { listen: 'function' });

test('the first copy ever handles what was published before it, however old it is', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 4));
  await broker().age(ELEVEN_YEARS);
  await broker().publish(Subjects.OrderUpdated, ...orders(5, 3));
  const first = await start(broker(), 'payments');
  await broker().settled();
  expectHandled(broker().facts, first, numbers(1, 7), { when: 'at its first start' });
  expectFromLongAgo(broker().facts, first);
});

test('so does a copy by whose clock all of it is eleven years old', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const [service, clientID] = ['payments', 'payments-much-later'] as const;
  const later = await runInNewProcess(broker(), [{ service, clientID }], {
    later: 11 * 365 * 86_400_000,
  });
  expectHandled(broker().facts, later(service), numbers(1, 3), {
    when: 'at its first start, in a process whose clock shows that they are eleven years old',
  });
});

test('then it goes on with what is new, each event in one copy', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 12));
  const first = await start(broker(), 'payments', { copies: 2 });
  await broker().publish(Subjects.OrderUpdated, ...orders(13, 5));
  await broker().settled();
  expectHandled(broker().facts, first, numbers(1, 17), { when: 'in all, each in one copy' });
});

test('it acknowledges what is charged, and nothing before', async () => {
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const first = await start(broker(), 'payments', { inHand: 2 });
  await broker().settled();
  expectUnacknowledged(broker().facts, first, 2);
  // Nearly as long as the broker waits: what happens when it comes again is for step 2.
  await pass(long(broker().facts.subscriptions()[0]!.ackWait - 100));
  expectUnacknowledgedAtFirst(broker().facts, first, 2);
});
