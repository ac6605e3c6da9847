import { explain, limitOnRealServer, needs, useWorld } from '@workbook/testkit';
import * as flags from '../src/flags';
import { oneEach, startQuickCopy } from './copies';
import { connectAsked, flagsOf, onRealServer, secondsUntilHandled, silence } from './silent';
import { asked } from './words';

limitOnRealServer(120_000);
needs(flags, 'src/flags.ts', { heartbeat: 'object' });

const { heartbeat } = flags;
const advice = {
  look: 'src/flags.ts: what does givenUpAfter() say of these three numbers?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Dead or busy"',
};

const { hbi, hbt, hbf } = heartbeat;
const areFlags = hbi > 0 && hbt > 0 && Number.isInteger(hbf) && hbf >= 0;
const { broker, pass } = useWorld({
  broker: {
    ...(areFlags && {
      heartbeatInterval: `${hbi}s`,
      heartbeatTimeout: `${hbt}s`,
      heartbeatFailCount: hbf,
    }),
  },
});

beforeEach(() =>
  explain(
    {
      expected: 'hbi and hbt to be seconds, more than 0, and hbf a whole number, 0 or more',
      happened: `src/flags.ts says ${flagsOf(heartbeat)}`,
      ...advice,
    },
    () => expect(areFlags).toBe(true),
  ),
);

test('a copy that never answers again is given up within 10 s', async () => {
  const other = await startQuickCopy(broker());
  const frozen = await connectAsked(broker(), 'payments-2');
  const events = await oneEach(broker(), ['payments-2']);
  const wake = silence(frozen.stan);
  const [measured] = await secondsUntilHandled(broker(), other, [frozen], events);
  wake();
  explain(
    {
      expected: `a silent copy of payments to be given up within 10 s`,
      happened: `with ${flagsOf(heartbeat)} another copy had its event after ${measured!.toFixed(1)} s`,
      ...advice,
    },
    // Less than half a second for the way of the event to the other copy.
    () => expect(measured).toBeLessThanOrEqual(10.45),
  );
});

test('a copy that is busy for 6 s is not given up', async () => {
  const busy = await connectAsked(broker(), 'payments-2');
  await oneEach(broker(), ['payments-2']);
  const other = await startQuickCopy(broker());
  // At the worst moment, when the broker is about to ask: it cannot tell that from a silence since the last answer.
  const wake = silence(busy.stan);
  const late = onRealServer ? Date.now() - busy.since : 0;
  await pass(`${Math.max(0, hbi * 1000 - 100 + 6000 - late)}ms`);
  wake();
  await pass('1s');
  explain(
    {
      expected: 'payments-2 to keep order 1 while it is busy for 6 s',
      happened: [
        `with ${flagsOf(heartbeat)} it was given up, and payments-1 charged the card as well:`,
        `the broker ${asked(hbf + 1)} while payments-2 could not answer`,
      ],
      ...advice,
    },
    () => expect(other.handled).toHaveLength(0),
  );
});
