import { explain, nameOf, useWorld } from '@workbook/testkit';
import { Subjects } from '../src/subjects';
import { ackWait, outage, placed, startListening } from './copies';
import { arrives, calls, isNotAcked, story } from './story';

const { broker, pass } = useWorld({ broker: {} });
const advice = {
  look: 'src/payments.ts, listen() and the options of the subscription: who acknowledges, and when?',
  read: 'notes/04-acknowledgements.md, "Who says that an event is done?"',
};

const although = 'its handler had not';

test('an order whose handler has not acknowledged it comes again', async () => {
  const payments = await startListening(broker(), 1, () => (data, msg) => {
    // The first attempt fails, which to the broker means: no ack.
    if (msg.isRedelivered()) msg.ack();
  });
  const [event] = await broker().publish(Subjects.OrderUpdated, placed('7'));
  await broker().settled();
  arrives(broker(), payments, event!);
  isNotAcked(broker(), payments, event!, { why: 'its handler is at work', although }, advice);
  await pass(`${ackWait + 200}ms`);
  arrives(broker(), payments, event!);
  await pass(`${2 * ackWait}ms`);
  explain(
    {
      expected: `${nameOf(event!)} to come again once, and to be done when its handler has acknowledged it`,
      happened: story(broker(), payments, event!),
      ...advice,
    },
    () => expect(calls(payments, event!)).toBe(2),
  );
});

test('it comes again whichever way the handler fails', async () => {
  const ways: Readonly<Record<string, () => unknown>> = {
    'its handler returned a promise that was rejected': () => rejected('the bank does not answer'),
    'its handler threw an Error before it returned': () => {
      throw new Error('the bank does not answer');
    },
    'its handler threw a string before it returned': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- as libraries do
      throw 'the bank does not answer';
    },
    // Whose fault it is, the event's or the bank's, no kind of error tells the subscription.
    'its handler threw a SyntaxError before it returned': () =>
      JSON.parse('<html>no bank</html>') as unknown,
    'its handler threw a TypeError before it returned': () => new URL('no bank'),
  };
  const payments = await startListening(
    broker(),
    1,
    () =>
      ({ orderId }) =>
        ways[orderId]!(),
  );
  const orders = Object.keys(ways);
  const events = await broker().publish(Subjects.OrderUpdated, ...orders.map(placed));
  await pass(`${ackWait + 200}ms`);
  events.forEach((event, index) => {
    isNotAcked(broker(), payments, event, { why: orders[index]!, although }, advice);
    arrives(broker(), payments, event);
    explain(
      {
        expected: `${nameOf(event)} to come again: ${orders[index]!}`,
        happened: story(broker(), payments, event),
        ...advice,
      },
      () => expect(calls(payments, event)).toBe(2),
    );
  });
});

test('it comes again for as long as its handler fails', async () => {
  let fails = true;
  const payments = await startListening(broker(), 1, () => (data, msg) => {
    if (!fails) msg.ack();
  });
  const events = await broker().publish(Subjects.OrderUpdated, placed('7'));
  await pass(`${outage}ms`);
  for (const event of events) {
    const why = `in ${outage / 1000} s no attempt of its handler has succeeded`;
    isNotAcked(broker(), payments, event, { why, although }, advice);
    arrives(broker(), payments, event);
  }
  fails = false;
  await pass(`${ackWait + 200}ms`);
  for (const event of events) {
    explain(
      {
        expected: `the handler's ack of ${nameOf(event)} to reach the broker`,
        happened: story(broker(), payments, event),
        ...advice,
      },
      () => expect(broker().facts.acks(event)).toHaveLength(1),
    );
  }
});

/** A promise that is rejected, and that nobody has to look at. */
function rejected(reason: string): Promise<never> {
  const promise = Promise.reject(new Error(reason));
  promise.catch(() => undefined);
  return promise;
}
