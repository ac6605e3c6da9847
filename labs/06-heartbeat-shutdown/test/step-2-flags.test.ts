import { explain, useBroker } from '@workbook/testkit';
import { heartbeat } from '../src/flags';
import { listen } from '../src/payments';
import { Subjects } from '../src/subjects';
import { flagsOf, orders, secondsUntilGivenUp, silence, startQuickCopy } from './copies';
import { asked } from './words';

// On a real server these seconds really pass.
jest.setTimeout(120_000);

const advice = {
  look: 'src/flags.ts: what does givenUpAfter() say of these three numbers?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Dead or busy"',
};
const flags = flagsOf(heartbeat);

const broker = useBroker({
  heartbeatInterval: `${heartbeat.hbi}s`,
  heartbeatTimeout: `${heartbeat.hbt}s`,
  heartbeatFailCount: heartbeat.hbf,
});

test('a copy that never answers again is given up within 10 s', async () => {
  const stan = await broker().connect('payments-2');
  listen(stan, () => undefined);
  await broker().publish(Subjects.OrderUpdated, ...orders(1));
  await broker().settled();
  const wake = silence(stan);
  const other = await startQuickCopy(broker());
  const measured = await secondsUntilGivenUp(broker(), other);
  wake();
  explain(
    {
      expected: `a silent copy of payments to be given up within 10 s`,
      happened: `with ${flags} another copy had its event after ${measured.toFixed(1)} s`,
      ...advice,
    },
    // Half a second for the way of the event to the other copy.
    () => expect(measured).toBeLessThanOrEqual(10.5),
  );
});

test('a copy that is busy for 6 s is not given up', async () => {
  const stan = await broker().connect('payments-2');
  listen(stan, () => undefined);
  await broker().publish(Subjects.OrderUpdated, ...orders(1));
  const other = await startQuickCopy(broker());
  // The worst moment: the broker is about to ask.
  await broker().pass(`${Math.max(0, heartbeat.hbi * 1000 - 100)}ms`);
  const wake = silence(stan);
  await broker().pass('6s');
  wake();
  await broker().pass('1s');
  explain(
    {
      expected: 'payments-2 to keep order 1 while it is busy for 6 s',
      happened: [
        `with ${flags} it was given up, and payments-1 charged the card as well:`,
        `the broker ${asked(heartbeat.hbf + 1)} while payments-2 could not answer`,
      ],
      ...advice,
    },
    () => expect(other.handled).toHaveLength(0),
  );
});
