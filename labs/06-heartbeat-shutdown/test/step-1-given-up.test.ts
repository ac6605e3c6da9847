import { explain, limitOnRealServer, needs, useWorld } from '@workbook/testkit';
import * as predict from '../src/predict';
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
needs(predict, 'src/predict.ts', { givenUpAfter: 'function' });

const advice = {
  look: 'src/predict.ts: how many rounds, and how long is each?',
  read: 'notes/06-heartbeats-and-shutdown.md, "When a client is given up"',
};

/** Seconds: another copy is given the event 0.1 s later, and a real server's clock does not wait. */
const precision = 0.5;

/** All three numbers differ: nobody is right who takes one for another, or counts in whole seconds. */
const brokers = [
  { hbi: 2, hbt: 3, hbf: 1 },
  { hbi: 1.6, hbt: 0.5, hbf: 0 },
  { hbi: 0.4, hbt: 1.4, hbf: 2 },
];

// A real server takes the time that is measured.
describe.each(onRealServer ? brokers.slice(0, 2) : brokers)(
  'a broker with $hbi, $hbt, $hbf',
  (heartbeat) => {
    const { broker } = useWorld({
      broker: {
        heartbeatInterval: `${heartbeat.hbi}s`,
        heartbeatTimeout: `${heartbeat.hbt}s`,
        heartbeatFailCount: heartbeat.hbf,
      },
    });

    type What = 'silent' | 'killed';
    const predicted = (what: What): unknown => predict.givenUpAfter(heartbeat)[what];
    /** How many seconds more than predicted `measured` is; not a number if that is none. */
    const over = (what: What, measured: number): number => measured - Number(predicted(what));

    function expectGivenUp(what: What, measured: number, why: string): void {
      explain(
        {
          expected: `a ${what} client to be given up after ${String(predicted(what))} s, as givenUpAfter() says`,
          happened: [
            `with ${flagsOf(heartbeat)} another copy had its event after ${measured.toFixed(1)} s:`,
            `the broker ${asked(heartbeat.hbf + 1)}, and ${why}`,
          ],
          ...advice,
        },
        () => expect(Math.abs(over(what, measured))).toBeLessThanOrEqual(precision),
      );
    }

    test('a silent and a killed client', async () => {
      // It is there before anything is measured: to start it takes time as well.
      const other = await startQuickCopy(broker());
      const least = { silent: Infinity, killed: Infinity };
      await lookAgain(async (clientID) => {
        const clientIDs = [clientID, `${clientID}-killed`];
        const frozen = await connectAsked(broker(), clientIDs[0]!);
        const killed = await connectAsked(broker(), clientIDs[1]!);
        const events = await oneEach(broker(), clientIDs);
        const wake = silence(frozen.stan);
        broker().kill(killed.stan);
        const clients = [frozen, killed];
        const measured = await secondsUntilHandled(broker(), other, clients, events);
        wake();
        least.silent = Math.min(least.silent, measured[0]!);
        least.killed = Math.min(least.killed, measured[1]!);
        return !(['silent', 'killed'] as const).some((what) =>
          mayBeLate(over(what, least[what]), precision),
        );
      });
      expectGivenUp('silent', least.silent, 'waited hbt for each answer');
      expectGivenUp('killed', least.killed, 'had nobody to wait for');
    });
  },
);
