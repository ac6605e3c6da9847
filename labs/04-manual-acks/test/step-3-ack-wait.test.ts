import { explain, Gate, nameOf, needs, useWorld } from '@workbook/testkit';
import { longestCharge } from '../src/ledger';
import * as payments from '../src/payments';
import { Subjects } from '../src/subjects';
import { placed, startUnchanged } from './copies';
import { arrives, story } from './story';

needs(payments, 'src/payments.ts', { ackWait: 'number' });

const { broker, pass } = useWorld({ broker: {} });
const read = 'notes/04-acknowledgements.md, "An ackWait that fits the work"';

/** What the broker was asked for, and where to look if that is another number than `ackWait`. */
function asked(): { readonly said: string; readonly look: string } {
  const waits = [
    ...new Set(
      broker()
        .facts.subscriptions()
        .map(({ ackWait }) => ackWait),
    ),
  ];
  const said = `the broker was asked for an ackWait of ${waits.map((wait) => wait / 1000).join(' and ')} s`;
  if (waits.every((wait) => wait === payments.ackWait)) {
    return {
      said,
      look: 'src/payments.ts, ackWait: how long does the bank take, and how long may a customer wait?',
    };
  }
  return {
    said: `${said}; ackWait in src/payments.ts is ${payments.ackWait} ms`,
    look: 'src/payments.ts, the options of the subscription: how, and when, do they learn of ackWait?',
  };
}

test('a slow charge is not given out a second time while it is at work', async () => {
  const bank = new Gate();
  const service = await startUnchanged(broker(), 2, () => (data, msg) => {
    void bank.opened.then(() => msg.ack());
  });
  const [event] = await broker().publish(Subjects.OrderUpdated, placed('7'));
  await broker().settled();
  arrives(broker(), service, event!);
  // The bank, and a moment for the look into the ledger and the way of the ack.
  await pass(`${longestCharge + 200}ms`);
  const { said, look } = asked();
  explain(
    {
      expected: `${nameOf(event!)} to come once: the bank is at work on it, which takes up to ${longestCharge} ms`,
      happened: [...story(broker(), service, event!), said],
      look,
      read,
    },
    () => expect(broker().facts.deliveries(event!)).toHaveLength(1),
  );
  await bank.open();
});

test('a charge that failed is tried again within 10 s', async () => {
  const service = await startUnchanged(broker(), 1, () => (data, msg) => {
    if (msg.isRedelivered()) msg.ack();
  });
  const [event] = await broker().publish(Subjects.OrderUpdated, placed('7'));
  await pass('10500ms');
  arrives(broker(), service, event!);
  const { said, look } = asked();
  const [early] = broker().facts.acks(event!);
  explain(
    {
      expected: `${nameOf(event!)} to come again within 10 s after it first came: its handler has failed`,
      happened: [...story(broker(), service, event!), said],
      look: early ? 'src/payments.ts, listen(): who acknowledges? Step 1 comes first' : look,
      read,
    },
    () => expect(broker().facts.deliveries(event!).length).toBeGreaterThan(1),
  );
});

test('ackWait says in milliseconds what the broker is asked for', async () => {
  await startUnchanged(broker(), 1, () => () => undefined);
  await broker().settled();
  const waits = broker()
    .facts.subscriptions()
    .map(({ ackWait }) => ackWait);
  const { said, look } = asked();
  explain(
    {
      expected: 'ackWait in src/payments.ts to be what the broker is asked for, in milliseconds',
      happened: said,
      look,
      read,
    },
    () => expect(waits).toEqual([payments.ackWait]),
  );
});
