import type { Subscription } from 'node-nats-streaming';
import { explain, inTime, needs, useWorld } from '@workbook/testkit';
import * as audit from '../src/audit';
import * as payments from '../src/payments';
import * as stopping from '../src/stop';
import { Subjects } from '../src/subjects';
import { expectHandled, unfinished } from './findings';
import { numbers, orders } from './orders';
import type { StartHere } from './start';
import { inWords, start } from './starts';
import { LONG, run } from './time';

const { broker, pass } = useWorld({ broker: {} });
needs(stopping, 'src/stop.ts', { stop: 'function' });
needs(payments, 'src/payments.ts', { listen: 'function' });
needs(audit, 'src/audit.ts', { listen: 'function' });

const read = 'notes/05-durable-subscriptions.md, "Close, or unsubscribe"';

test('stopped one after the other, the copies lose neither their place nor an event', async () => {
  const { facts } = broker();
  const monday = await start(broker(), 'payments', {
    copies: 2,
    clientID: 'payments-monday',
    inHand: 2,
  });
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  await broker().settled();
  await stopAll(monday);
  // The process goes on: what stop() has left behind in it has its time too.
  await pass(LONG);
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 3));
  await broker().settled();
  const late = monday.handled.filter((sequence) => sequence > 3);
  explain(
    {
      expected: 'copies that have stopped to be given nothing more',
      happened: facts.storyOf({ channel: Subjects.OrderUpdated, sequence: 4, data: undefined }),
      look: 'src/stop.ts: what does the broker know of it?',
      read,
    },
    () => expect(late).toEqual([]),
  );
  await monday.goAway();

  const left = unfinished(facts, 6);
  const tuesday = await start(broker(), 'payments', {
    copies: 2,
    clientID: 'payments-tuesday',
  });
  await broker().settled();
  expectHandled(facts, tuesday, left, {
    when: 'after all copies had stopped, one of them with #2 in hand',
    earlier: monday,
  });
});

test('the audit, which is alone, stops in the same way', async () => {
  const monday = await start(broker(), 'audit', { clientID: 'audit-monday' });
  await broker().publish(Subjects.OrderUpdated, ...orders(1, 3));
  await broker().settled();
  await stopAll(monday);
  await monday.goAway();
  await broker().publish(Subjects.OrderUpdated, ...orders(4, 4));
  const tuesday = await start(broker(), 'audit', { clientID: 'audit-tuesday' });
  await broker().settled();
  expectHandled(broker().facts, tuesday, numbers(4, 4), {
    when: 'after it had stopped',
    earlier: monday,
  });
});

/** Stops the copies one by one, as `src/listener.ts` does: whoever calls `stop()` waits for the answer. */
async function stopAll({ subscriptions, clients, errors }: StartHere): Promise<void> {
  for (const [index, subscription] of subscriptions.entries()) {
    const client = clients[index]!;
    const answered = answer(subscription);
    const complaint = await complaintOf(() => run(() => stopping.stop(subscription)));
    await inTime(answered, {
      expected: `the broker to answer ${client} that it has stopped: for that the caller waits`,
      // Read when the wait is over: what is sent takes its time.
      get happened() {
        return whatWasSent(client, [...complaint, ...errors]);
      },
      look: 'src/stop.ts: which call ends a subscription, and is it made?',
      read,
    });
    await broker().settled();
    const wrong = [...complaint, ...errors];
    explain(
      {
        expected: 'stop() to end the subscription without an error',
        happened: [...wrong, ...whatWasSent(client, [])],
        look: 'src/stop.ts: what is called on a subscription that is closed?',
        read,
      },
      () => expect(wrong).toEqual([]),
    );
  }
}

/** Resolves at the broker's answer, of whichever kind. */
async function answer(subscription: Subscription): Promise<void> {
  await new Promise<void>((resolve) => {
    subscription.once('closed', () => resolve()).once('unsubscribed', () => resolve());
  });
}

/** What `call` throws or rejects with; a promise that stays open is not waited for. */
async function complaintOf(call: () => unknown): Promise<string[]> {
  try {
    const open = new Promise((resolve) => setImmediate(resolve));
    await Promise.race([call(), open]);
    return [];
  } catch (error) {
    return [`stop() failed: ${inWords(error)}`];
  }
}

/** What `client` told the broker to end, besides what it complained of. */
function whatWasSent(client: string, complaints: readonly string[]): string[] {
  const ways: Readonly<Record<string, string>> = {
    unsubscribed: 'it unsubscribed',
    'closed its subscription': 'it closed its subscription',
    closed: 'it closed the connection, over which the answer was to come',
  };
  const sent = broker().facts.all.flatMap((fact) =>
    fact.client === client && fact.kind in ways ? [ways[fact.kind]!] : [],
  );
  return [...complaints, ...(sent.length > 0 ? sent : [`${client} told the broker nothing`])];
}
