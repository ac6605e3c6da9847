import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { orders, startProcess } from './copies';
import { howItEnded, interrupt } from './words';

// A program looks for a broker that is gone, and the broker's own clients do, every 2 s.
jest.setTimeout(20_000);

const broker = useBroker();
const advice = {
  look: 'src/shutdown.ts: what if finish() never comes back?',
  read: 'notes/06-heartbeats-and-shutdown.md, "A deadline"',
};

/** Work that no test waits for. */
const endless = { BANK_MS: '600000' };

test('a second signal ends it at once', async () => {
  const program = await startProcess(broker(), 'payments-2', endless);
  await broker().publish(Subjects.OrderUpdated, ...orders(1));
  await program.prints('is being charged');
  await interrupt(program, 'SIGINT', advice);
  await program.signal('SIGINT');
  const exit = await program.ended(3000);
  explain(
    {
      expected: 'payments-2 to end with code 1 at the second SIGINT, while order 1 is in hand',
      happened: howItEnded(exit, 'SIGINT'),
      ...advice,
      look: 'src/shutdown.ts: what does stop() do the second time?',
    },
    () => expect(exit?.code).toBe(1),
  );
});

test('work that never ends, and a broker that is gone: the deadline ends it', async () => {
  const program = await startProcess(broker(), 'payments-2', { ...endless, SHUTDOWN_MS: '200' });
  await broker().publish(Subjects.OrderUpdated, ...orders(1));
  await program.prints('is being charged');
  await broker().stop();
  await program.signal('SIGTERM');
  const exit = await program.ended(3000);
  explain(
    {
      expected: 'payments-2 to end with code 1 when its 200 ms are over, whatever is in hand',
      happened: howItEnded(exit, 'SIGTERM'),
      ...advice,
    },
    () => expect(exit?.code).toBe(1),
  );
});

test('a broker that has forgotten it: it ends, and does not go on deaf', async () => {
  const program = await startProcess(broker(), 'payments-2');
  await broker().restart();
  await program.prints('connected again');
  const exit = await program.ended(4000);
  explain(
    {
      expected: 'payments-2 to end with code 1 when the broker has come back without its memory',
      happened: exit
        ? howItEnded(exit, '')
        : [
            'it runs, is connected again and gets no event: whom the broker has forgotten',
            'stays deaf. Only a new client hears, after it has subscribed again',
          ],
      ...advice,
      look: 'src/connect.ts: which event says that the connection is lost for good?',
    },
    () => expect(exit?.code).toBe(1),
  );
});
