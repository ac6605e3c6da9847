import path from 'node:path';
import { explain, type Program, startProgram, useBroker } from '@workbook/testkit';
import { Handler } from '../src/handler';
import { Subjects } from '../src/subjects';
import { limit, order, start } from './copies';
import { FakeLedger } from './fake-ledger';

const broker = useBroker();

/** How `copy` ended instead of printing `text`, in words; undefined if it printed it. */
async function endedInsteadOf(copy: Program, text: string): Promise<string | undefined> {
  try {
    await copy.prints(text);
    return undefined;
  } catch {
    const exit = await copy.ended();
    return exit ? `the process ended with code ${exit.code}` : `it has not come to ${text}`;
  }
}

const advice = {
  look: 'src/handler.ts, onMessage(): where does the error of charge() go?',
  read: 'notes/04-acknowledgements.md, "Un-acked is normal, dying is not"',
};

test(
  'onMessage charges what it is given',
  async () => {
    const ledger = new FakeLedger();
    const handler = new Handler(ledger);
    const names = Object.getOwnPropertyNames(Handler.prototype).filter(
      (name) => name !== 'constructor',
    );
    explain(
      {
        expected: 'the handler to have a function onMessage, which the subscription calls',
        happened: `it has ${names.join(' and ')}: implement onMessage`,
        ...advice,
        look: 'src/handler.ts: compare the name letter by letter, as the lines with types: do',
      },
      () => expect(names).toContain('onMessage'),
    );
    await start(broker(), 1, (copy, data, msg) => handler.onMessage(data, msg));
    await broker().publish(Subjects.OrderUpdated, order);
    await broker().settled();
    explain(
      {
        expected: 'onMessage to charge order 7',
        happened: 'it charged nothing',
        ...advice,
        look: 'src/handler.ts, onMessage(): does it call charge()?',
      },
      () => expect(ledger.charged).toEqual(['7']),
    );
  },
  limit,
);

test(
  'a charge that fails does not end the process: the next order is charged',
  async () => {
    const file = path.join(__dirname, 'one-copy.ts');
    const copy = startProgram(file, { url: broker().url, clientID: 'payments-1' });
    await copy.prints('ready');
    await broker().publish(Subjects.OrderUpdated, { orderId: '1', status: 'placed' });
    await copy.prints('charging order 1');
    await broker().publish(Subjects.OrderUpdated, { orderId: '2', status: 'placed' });
    const end = await endedInsteadOf(copy, 'charging order 2');
    explain(
      {
        expected: 'payments to charge order 2, after order 1 could not be charged',
        happened: `${end}: the error of order 1 was nobody's. Un-acked is normal, dying is not`,
        ...advice,
      },
      () => expect(end).toBe(undefined),
    );
    await copy.signal('SIGKILL');
    await copy.ended();
    const printed = copy.lines.filter((line) => !line.startsWith('charging'));
    explain(
      {
        expected: 'payments to say which order it could not charge, or why',
        happened: 'it said nothing: the error of order 1 was caught and thrown away',
        ...advice,
      },
      () => expect(printed.join('\n')).toMatch(/\b1\b|the bank does not answer/),
    );
  },
  limit,
);
