import { explain, useBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
import { givenUpAfter } from '../src/predict';
import { Subjects } from '../src/subjects';
import {
  flagsOf,
  orders,
  secondsUntilGivenUp,
  silence,
  startProcess,
  startQuickCopy,
} from './copies';
import { asked } from './words';

// On a real server these seconds really pass.
jest.setTimeout(60_000);

const advice = {
  look: 'src/predict.ts: how many rounds, and how long is each?',
  read: 'notes/06-heartbeats-and-shutdown.md, "When a client is given up"',
};

/** Seconds: another copy is given the event 0.1 s later, and a real server's clock does not wait. */
const precision = 0.5;

describe.each([
  { hbi: 1, hbt: 1, hbf: 1 },
  { hbi: 2, hbt: 1, hbf: 2 },
])('a broker with $hbi, $hbt, $hbf', (heartbeat) => {
  const broker = useBroker({
    heartbeatInterval: `${heartbeat.hbi}s`,
    heartbeatTimeout: `${heartbeat.hbt}s`,
    heartbeatFailCount: heartbeat.hbf,
  });

  function expectGivenUp(what: string, predicted: number, measured: number, why: string): void {
    explain(
      {
        expected: `a ${what} client to be given up after ${predicted} s, as givenUpAfter() says`,
        happened: [
          `with ${flagsOf(heartbeat)} another copy had its event after ${measured.toFixed(1)} s:`,
          `the broker ${asked(heartbeat.hbf + 1)}, and ${why}`,
        ],
        ...advice,
      },
      () => expect(Math.abs(measured - predicted)).toBeLessThanOrEqual(precision),
    );
  }

  test('a silent client', async () => {
    const stan = await broker().connect('payments-2');
    listen(stan, () => undefined);
    await broker().publish(Subjects.OrderUpdated, ...orders(1));
    await broker().settled();
    const wake = silence(stan);
    const other = await startQuickCopy(broker());
    const measured = await secondsUntilGivenUp(broker(), other);
    wake();
    expectGivenUp('silent', givenUpAfter(heartbeat).silent, measured, 'waited hbt for each answer');
  });

  test('a killed client', async () => {
    const program = await startProcess(broker(), 'payments-2', { BANK_MS: '600000' });
    await broker().publish(Subjects.OrderUpdated, ...orders(1));
    await program.prints('is being charged');
    const other = await startQuickCopy(broker());
    await program.signal('SIGKILL');
    await program.ended();
    const measured = await secondsUntilGivenUp(broker(), other);
    expectGivenUp('killed', givenUpAfter(heartbeat).killed, measured, 'had nobody to wait for');
  });
});
