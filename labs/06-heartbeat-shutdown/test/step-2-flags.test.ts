import { explain, limitOnRealServer, needs, useWorld } from '@workbook/testkit';
import * as flags from '../src/flags';
import { oneEach, startQuickCopy } from './copies';
import {
  connectAsked,
  flagsOf,
  lookAgain,
  mayBeLate,
  onRealServer,
  secondsUntilHandled,
  silence,
} from './silent';
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

/** Seconds: less than half a second of it is for the way of the event to the other copy. */
const limit = 10.45;

test('a copy that never answers again is given up within 10 s', async () => {
  const other = await startQuickCopy(broker());
  let least = Infinity;
  await lookAgain(async (clientID) => {
    const frozen = await connectAsked(broker(), clientID);
    const events = await oneEach(broker(), [clientID]);
    const wake = silence(frozen.stan);
    const [measured] = await secondsUntilHandled(broker(), other, [frozen], events);
    wake();
    least = Math.min(least, measured!);
    return !mayBeLate(least - limit);
  });
  explain(
    {
      expected: `a silent copy of payments to be given up within 10 s`,
      happened: `with ${flagsOf(heartbeat)} another copy had its event after ${least.toFixed(1)} s`,
      ...advice,
    },
    () => expect(least).toBeLessThanOrEqual(limit),
  );
});

test('a copy that is busy for 6 s is not given up', async () => {
  const other = await startQuickCopy(broker());
  let copy = '';
  let isGivenUp = false;
  await lookAgain(async (clientID) => {
    const busy = await connectAsked(broker(), clientID);
    const [event] = await oneEach(broker(), [clientID]);
    // At the worst moment, when the broker is about to ask: it cannot tell that from a silence since the last answer.
    const wake = silence(busy.stan);
    const late = onRealServer ? Date.now() - busy.since : 0;
    await pass(`${Math.max(0, hbi * 1000 - 100 + 6000 - late)}ms`);
    wake();
    await pass('1s');
    copy = clientID;
    isGivenUp = other.handled.some(({ sequence }) => sequence === event!.sequence);
    // With so long an interval the test before this one has failed already.
    return !isGivenUp || hbi > limit;
  });
  explain(
    {
      expected: `${copy} to keep its order while it is busy for 6 s`,
      happened: [
        `with ${flagsOf(heartbeat)} it was given up, and payments-1 charged the card as well:`,
        `the broker ${asked(hbf + 1)} while ${copy} could not answer`,
      ],
      ...advice,
    },
    () => expect(isGivenUp).toBe(false),
  );
});
