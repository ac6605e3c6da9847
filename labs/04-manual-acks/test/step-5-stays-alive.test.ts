import path from 'node:path';
import { explain, nameOf, type Program, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { placed } from './copies';
import { ways } from './ways';

const { broker, pass } = useWorld({ broker: {} });
const read = 'notes/04-acknowledgements.md, "Un-acked is normal, dying is not"';
const advice = { look: 'src/handler.ts, onMessage(): where does the error of charge() go?', read };

test('a charge that fails does not end the process, which says what was not charged', async () => {
  const copy = await startCopy();
  for (const [order, { words }] of Object.entries(ways)) {
    const look = words.includes('at once')
      ? 'src/handler.ts, charge(): is what the ledger throws at once a promise that rejects, when it leaves charge()?'
      : advice.look;
    await take(copy, order, `payments to go on: ${words} for order ${order}`, look);
  }
  // Each of them comes again, and fails again.
  const [asked] = broker().facts.subscriptions();
  await pass(`${asked!.ackWait + 200}ms`);
  await take(copy, '9', 'payments to charge order 9, after each of the others has failed twice');
  const charged = await copy.prints('charged');
  explain(
    {
      expected: 'payments to charge order 9, after others could not be charged',
      happened: ['ledger.charge() was not called for it', ...(await state(copy))],
      ...advice,
    },
    () => expect(charged).toBe(true),
  );
  for (const [order, { words }] of Object.entries(ways)) {
    const said = await copy.prints(order);
    explain(
      {
        expected: `payments to say that order ${order} was not charged: ${words}`,
        happened: ['no line that it printed has the number of the order', ...printed(copy)],
        look: 'src/handler.ts, onMessage(): does who reads the log learn which order it was?',
        read,
      },
      () => expect(said).toBe(true),
    );
  }
});

/** Starts a copy that has subscribed. */
async function startCopy(): Promise<Program> {
  const file = path.join(__dirname, 'one-copy.ts');
  const copy = await broker().startProgram(file, { clientID: 'payments-1' });
  const ready = await copy.prints('ready');
  const happened = ready ? '' : await state(copy);
  explain(
    { expected: 'payments to subscribe', happened, look: 'src/payments.ts, listen()', read },
    () => expect(ready).toBe(true),
  );
  return copy;
}

/** Publishes `order`, and fails if `copy` does not get it, or does not live on. */
async function take(
  copy: Program,
  order: string,
  expected: string,
  look = advice.look,
): Promise<void> {
  const [event] = await broker().publish(Subjects.OrderUpdated, placed(order));
  const came = await copy.prints(`onMessage #${event!.sequence}`);
  const goesOn = came && (await copy.prints(`goes on #${event!.sequence}`));
  await copy.hears();
  const left = copy.lines.some((line) => line.startsWith('nobody caught: '));
  const happened = [
    ...(came ? [] : [`${nameOf(event!)} has not come to onMessage`]),
    ...(goesOn && !left ? [] : await state(copy)),
  ];
  explain({ expected, happened, look, read }, () => expect(happened).toEqual([]));
}

/** What has become of `copy`. */
async function state(copy: Program): Promise<string[]> {
  const left = copy.lines.find((line) => line.startsWith('nobody caught: '));
  // One that ends does so at once.
  const exit = await copy.ended(left === undefined ? 0 : undefined);
  return [
    ...(left === undefined ? [] : [`a promise was rejected, and ${left}`]),
    exit
      ? `the process ended with code ${exit.code}. Un-acked is normal, dying is not`
      : 'the process is still running',
    ...(left !== undefined && !exit
      ? ['a listener for what nobody catches keeps it so, and does not know which order it was']
      : []),
    ...printed(copy),
  ];
}

/** What the learner's code has printed last. */
function printed({ lines }: Program): string[] {
  const own = lines.filter(
    (line) => !/^(ready|charged|(onMessage|goes on) #\d+|nobody caught: .*)$/.test(line),
  );
  return own.length === 0 ? ['it has printed nothing'] : ['it printed:', ...own.slice(0, 3)];
}
