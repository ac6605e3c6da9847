import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { orders, startProcess, startQuickCopy } from './copies';
import { howItEnded, interrupt, list } from './words';

const broker = useBroker();
const advice = {
  look: 'src/in-hand.ts, finish(): what is in #working when the signal comes?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Finish what is in hand"',
};

test('the event in hand is finished, the next one is not begun', async () => {
  const [first, second] = orders(2);
  const program = await startProcess(broker(), 'payments-2', { BANK_MS: '400' });
  await broker().publish(Subjects.OrderUpdated, first);
  await program.prints('#1  order 1 is being charged');
  await interrupt(program, 'SIGTERM', advice);
  await broker().publish(Subjects.OrderUpdated, second);
  const exit = await program.ended();
  const begun = program.lines.filter((line) => line.endsWith('is being charged'));
  explain(
    {
      expected: 'payments-2 not to begin order 2, which came after SIGTERM',
      happened: 'it began order 2 as well, for which there may be no time',
      ...advice,
      look: 'src/in-hand.ts: what does take() do once finish() has been called?',
    },
    () => expect(begun).toEqual(['payments-2  #1  order 1 is being charged']),
  );

  const charged = program.lines.filter((line) => line.endsWith('is charged'));
  explain(
    {
      expected:
        'payments-2 to finish order 1, which it had in hand at SIGTERM, and to end with code 0',
      happened: [
        `it charged ${charged.length === 0 ? 'nothing' : charged.join(', ')}`,
        howItEnded(exit, 'SIGTERM'),
      ],
      ...advice,
    },
    () => {
      expect(charged).toEqual(['payments-2  #1  order 1 is charged']);
      expect(exit?.code).toBe(0);
    },
  );

  const payments = await startQuickCopy(broker());
  await broker().settled();
  const handled = payments.handled.map(({ sequence }) => sequence);
  explain(
    {
      expected: 'the next copy to handle #2 and nothing else',
      happened: `it handled ${list(handled)}: the broker has no ack for what payments-2 charged`,
      ...advice,
    },
    () => expect(handled).toEqual([2]),
  );
});
