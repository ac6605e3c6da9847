import { needs, useWorld } from '@workbook/testkit';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import {
  expectAgain,
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
needs(payments, 'src/payments.ts', { listen: 'function' });

test('a restart handles nothing twice, and neither does the next', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  const monday = await start(broker(), 'payments');
  await broker().settled();
  expectHandled(facts, monday, numbers(1, 3), { when: 'at its first start' });
  await monday.goAway();

  const tuesday = await start(broker(), 'payments');
  await broker().settled();
  expectHandled(facts, tuesday, [], { when: 'after a restart', earlier: monday });
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 2));
  await broker().settled();
  expectHandled(facts, tuesday, [4, 5], { when: 'when they are published', earlier: monday });
  await tuesday.goAway();

  const wednesday = await start(broker(), 'payments');
  await broker().settled();
  expectHandled(facts, wednesday, [], { when: 'after another restart', earlier: tuesday });
});

test('what is in hand comes again: in time, and at a restart in the same process', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 4));
  const before = await start(broker(), 'payments', { inHand: 2 });
  await pass(LONG);
  expectAgain(facts, before, 2);
  expectStillUnacknowledged(facts, before, 2);
  await before.goAway();

  const left = unfinished(facts, 4);
  const after = await start(broker(), 'payments', { listen: before.listen });
  await broker().settled();
  expectHandled(facts, after, left, {
    when: 'when it starts again in the same process, because nothing else was left',
    earlier: before,
  });
  expectGone(facts, before);
});

test('in a new process, next year, only what was in hand comes again', async () => {
  const { facts } = broker();
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 4));
  const before = await start(broker(), 'payments', { inHand: 2 });
  await broker().settled();
  expectUnacknowledged(facts, before, 2);
  await before.goAway();

  const left = unfinished(facts, 4);
  const later = await runInNewProcess(broker(), [
    { service: 'payments', clientID: 'payments-next-year' },
  ]);
  expectHandled(facts, later('payments'), left, {
    when: 'in a new process, next year, because nothing else was left',
    earlier: before,
  });
});
