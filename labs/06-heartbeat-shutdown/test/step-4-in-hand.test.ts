import { explain, useBroker } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { orders, startProcess, startQuickCopy, testOfSignals } from './copies';
import { howItEnded, interrupt, list } from './words';

const broker = useBroker();
const advice = {
  look: 'src/in-hand.ts, finish(): what is in #working when the signal comes?',
  read: 'notes/06-heartbeats-and-shutdown.md, "Finish what is in hand"',
};

testOfSignals('the event in hand is finished, the next one is not begun', async () => {
  const [first, second] = orders(2);
  const program = await startProcess(broker(), 'payments-2', { BANK_MS: '400' });
  await broker().publish(Subjects.OrderUpdated, first);
  await program.printed('#1  order 1 is being charged');
  await interrupt(program, 'SIGTERM', advice);
  await broker().publish(Subjects.OrderUpdated, second);
  const exit = await program.ended();
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
      happened: `it handled ${list(handled)}: what payments-2 had charged it had not acknowledged`,
      ...advice,
    },
    () => expect(handled).toEqual([2]),
  );
});
