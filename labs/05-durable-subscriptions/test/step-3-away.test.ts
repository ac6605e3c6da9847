import { needs, useWorld } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import {
  ELEVEN_YEARS,
  expectFromLongAgo,
  expectGone,
  expectHandled,
  expectStillUnacknowledged,
  expectUnacknowledged,
  unfinished,
} from './findings';
import { runInNewProcess } from './later';
import { numbers, orders } from './orders';
import { start } from './starts';
import { LONG } from './time';

const { broker, pass } = useWorld({ broker: {} });
needs(audit, 'src/audit.ts', { listen: 'function' });
needs(payments, 'src/payments.ts', { listen: 'function' });

test('the audit gets what was published while it was away, and nothing twice', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  await broker().age(ELEVEN_YEARS);
  await start(broker(), 'payments', { copies: 2 });
  const monday = await start(broker(), 'audit');
  await broker().settled();
  expectHandled(facts, monday, [1, 2, 3], { when: 'at its first start' });
  expectFromLongAgo(facts, monday);
  await monday.goAway();

  await broker().publish(Subjects.OrderUpdated, ...orders(4, 4));
  const tuesday = await start(broker(), 'audit');
  await broker().settled();
  expectHandled(facts, tuesday, numbers(4, 4), { when: 'after it was away', earlier: monday });
  await broker().publish(Subjects.OrderUpdated, ...orders(8, 2));
  await broker().settled();
  const handled = numbers(4, 6);
  expectHandled(facts, tuesday, handled, { when: 'beside payments', earlier: monday });
  await tuesday.goAway();

  const wednesday = await start(broker(), 'audit');
  await broker().settled();
  expectHandled(facts, wednesday, [], { when: 'after another restart', earlier: tuesday });
});

test('in a new process, next year, it also gets what it had not acknowledged', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const before = await start(broker(), 'audit', { inHand: 2 });
  await broker().settled();
  expectUnacknowledged(facts, before, 2);
  await before.goAway();

  await broker().publish(Subjects.OrderUpdated, ...orders(4, 3));
  const left = unfinished(facts, 6);
  const later = await runInNewProcess(broker(), [
    { service: 'audit', clientID: before.clients[0]! },
  ]);
  expectHandled(facts, later('audit'), left, {
    when: 'in a new process, next year: all that it has not acknowledged',
    earlier: before,
  });
});

test('started again in the same process, it gets what it had not acknowledged before later ones', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const before = await start(broker(), 'audit', { inHand: 2 });
  await broker().settled();
  expectUnacknowledged(facts, before, 2);
  await pass(LONG);
  expectStillUnacknowledged(facts, before, 2);
  await before.goAway();

  const left = unfinished(facts, 3);
  const after = await start(broker(), 'audit', { listen: before.listen });
  await broker().settled();
  expectHandled(facts, after, left, {
    when: 'when it starts again in the same process: all that it has not acknowledged',
    earlier: before,
  });
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 3));
  await broker().settled();
  expectHandled(facts, after, [...left, ...numbers(4, 3)], {
    when: 'in the same process, and then what is published',
    earlier: before,
  });
  expectGone(facts, before);
});
