import { needs, type Published, useWorld } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import * as tracking from '../src/tracking';
import {
  type Copies,
  endOnTheWay,
  start,
  startElsewhere,
  startInOnePiece,
  together,
} from './copies';
import { expectEachOnce } from './findings';
import { oneDay, oneDayOfTheNextVersion } from './orders';

needs(payments, 'src/payments.ts', { listen: 'function' });
needs(tracking, 'src/tracking.ts', { listen: 'function' });

describe('on a broker from which everything arrives', () => {
  const { broker } = useWorld({ broker: {} });

  test('payments and tracking, two copies each: both handle every event once', async () => {
    const tracks = await start(broker(), 'tracking', 2);
    const charges = await start(broker(), 'payments', 2);
    const events = await broker().publish(Subjects.OrderUpdated, ...oneDayOfTheNextVersion);
    await broker().settled();
    expectBoth(tracks, charges, events);
  });

  test('so do copies in processes of their own, under any client IDs', async () => {
    const tracks = await start(broker(), 'tracking', 1, 'blue');
    const charges = await start(broker(), 'payments', 1, 'red');
    const there = await startElsewhere(broker(), { tracking: 'green', payments: 'amber' });
    const events = await broker().publish(Subjects.OrderUpdated, ...oneDay);
    await there('tracking').goAway();
    expectBoth(together(tracks, there('tracking')), together(charges, there('payments')), events);
  });

  test('tracking handles also what comes in one piece with the answer to its subscription', async () => {
    const { copies, published } = await startInOnePiece(broker(), 'tracking', oneDay);
    expectEachOnce(copies, published);
  });
});

describe('order 1 is on its way to a copy of tracking that ends, and what happens to it later is not', () => {
  const { broker } = useWorld({ broker: { faults: 'hold tracking-1 #1 60s' } });

  test('the other copy is given it, and hands it on', async () => {
    const { copies, published } = await endOnTheWay(broker(), 'tracking', oneDay);
    expectEachOnce(copies, published);
  });
});

function expectBoth(tracks: Copies, charges: Copies, events: readonly Published[]): void {
  expectEachOnce(tracks, events, [charges]);
  // Of the others there is nothing to charge: payments may leave them out.
  const placed = events.filter(({ data }) => (data as OrderUpdated).status === 'placed');
  expectEachOnce(charges, placed, [tracks]);
}
