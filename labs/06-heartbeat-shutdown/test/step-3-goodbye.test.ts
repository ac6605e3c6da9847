import { type Exit, explain, limitOnRealServer, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { canHurry, comes, orders, startCopy, startQuickCopy } from './copies';
import { howItEnded } from './words';

limitOnRealServer(30_000);

const read = 'notes/06-heartbeats-and-shutdown.md, "Say goodbye"';
const advice = {
  look: 'src/shutdown.ts: is stop() called, and who waits for what before the exit?',
  read,
};

/** Where the reason stands, by how the process ended after its goodbye. */
function lookAt(exit: Exit | undefined): string {
  return exit
    ? 'src/shutdown.ts: which code does it exit with, and when?'
    : 'src/shutdown.ts: who ends the process when all is closed? Its health check still listens.';
}

describe('the broker answers', () => {
  const { broker } = useWorld({ broker: {} });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s: the broker knows', async (signal) => {
    const { facts } = broker();
    const payments = await startQuickCopy(broker());
    const program = await startCopy(broker(), 'payments-2');
    await program.signal(signal);
    const exit = await program.ended();
    const events = await broker().publish(Subjects.OrderUpdated, ...orders(4));
    await broker().settled();
    explain(
      {
        expected: `payments-2 to tell the broker that it leaves, at ${signal}`,
        happened: [
          'no close request has come from it, and',
          `${howItEnded('payments-2', program, exit)};`,
          `payments-1 had ${payments.handled.length} of the 4 orders that were published then`,
        ],
        ...advice,
      },
      () => expect(facts.hasClosed('payments-2')).toBe(true),
    );
    explain(
      {
        expected: `payments-2 to end with code 0 at ${signal}, once the broker knows`,
        happened: [
          'its close request has come and was answered, and',
          howItEnded('payments-2', program, exit),
        ],
        look: lookAt(exit),
        read,
      },
      () => expect(exit?.code).toBe(0),
    );
    expect(payments).toHandleEachOnce(events, advice);
  });
});

describe('the broker does not answer', () => {
  const { broker } = useWorld({ broker: { faults: 'pause payments-2 #1 60s' } });

  test('it cannot say that the broker knows', async () => {
    const { facts } = broker();
    const program = await startCopy(broker(), 'payments-2', canHurry);
    await program.signal('SIGUSR2');
    // From its order on nothing passes, this order neither.
    await broker().publish(Subjects.OrderUpdated, ...orders(1));
    await comes(program, () => broker().faults.report()[0]!.outcome === 'happened');
    await program.signal('SIGTERM');
    const exit = await program.ended();
    explain(
      {
        expected: 'payments-2 to end with code 1 when the broker has not answered its goodbye',
        happened: [
          facts.hasClosed('payments-2')
            ? 'its close request was on its way, nothing came back, and'
            : 'no close request came from it, and',
          howItEnded('payments-2', program, exit),
        ],
        look: 'src/shutdown.ts: what comes with the event "close" if the broker has not answered?',
        read,
      },
      () => expect(exit?.code).toBe(1),
    );
  });
});
