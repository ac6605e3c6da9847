import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { orders, startProcess, startQuickCopy } from './copies';
import { howItEnded, list } from './words';

const broker = useBroker();
const advice = {
  look: 'src/shutdown.ts: is stop() called, and who waits for what before the exit?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Say goodbye"',
};

test.each(['SIGINT', 'SIGTERM'] as const)('%s: the broker knows', async (signal) => {
  const payments = await startQuickCopy(broker());
  const program = await startProcess(broker(), 'payments-2');
  await program.signal(signal);
  const exit = await program.ended();
  await broker().publish(Subjects.OrderUpdated, ...orders(4));
  await broker().settled();
  const handled = payments.handled.map(({ sequence }) => sequence).sort();
  explain(
    {
      expected: `payments-1 to handle #1 #2 #3 #4, for payments-2 left at ${signal}`,
      happened: [
        `it handled ${list(handled)}, and the broker gave the rest to payments-2:`,
        'no close request had arrived from it, and',
        howItEnded(exit, signal),
      ],
      ...advice,
    },
    () => expect(handled).toEqual([1, 2, 3, 4]),
  );
  explain(
    {
      expected: `payments-2 to end with code 0 at ${signal}`,
      happened: howItEnded(exit, signal),
      ...advice,
    },
    () => expect(exit?.code).toBe(0),
  );
});
