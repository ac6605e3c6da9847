import { needs, type Published, useBroker } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import * as tracking from '../src/tracking';
import { type Copies, start, startElsewhere, together } from './copies';
import { expectEachOnce } from './findings';
import { oneDay } from './orders';

const broker = useBroker();
needs(payments, 'src/payments.ts', { listen: 'function' });
needs(tracking, 'src/tracking.ts', { listen: 'function' });

test('payments and tracking, two copies each: both handle every event once', async () => {
  const tracks = await start(broker(), 'tracking', 2);
  const charges = await start(broker(), 'payments', 2);
  const events = await broker().publish(Subjects.OrderUpdated, ...oneDay);
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

function expectBoth(tracks: Copies, charges: Copies, events: readonly Published[]): void {
  expectEachOnce(tracks, events, [charges]);
  // Of the others there is nothing to charge: payments may leave them out.
  const placed = events.filter(({ data }) => (data as OrderUpdated).status === 'placed');
  expectEachOnce(charges, placed, [tracks]);
}
