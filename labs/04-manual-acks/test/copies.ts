import type { Message, Stan, Subscription } from 'node-nats-streaming';
import {
  type Copy,
  explain,
  inOwnTime,
  limitOnRealServer,
  needs,
  noteUncaught,
  type Service,
  type TestBroker,
} from '@workbook/testkit';
import * as handlers from '../src/handler';
import type { Ledger } from '../src/ledger';
import type { OrderUpdated } from '../src/order-updated';
import * as payments from '../src/payments';

needs(payments, 'src/payments.ts', { listen: 'function' });
needs(handlers, 'src/handler.ts', { Handler: 'function' });
limitOnRealServer(60_000);
// What the learner's code leaves to nobody: that is for step 5 to say.
noteUncaught();

/**
 * How long the broker waits for an ack in all steps but the third, which is about that number: the same for
 * every learner, and short, because a real server takes its time.
 */
export const ackWait = 2000;

/** How long the bank is away in the tests: 90 s, as on Saturday; on a real server, where that takes its time, 14. */
export const outage = process.env.NATS_STREAMING_SERVER ? 14_000 : 90_000;

export const placed = (orderId: string): OrderUpdated => ({ orderId, status: 'placed' });

type OnMessage = (data: OrderUpdated, msg: Message) => unknown;

/** What makes the handler of a copy. */
type ForCopy = (copy: Copy) => OnMessage;

/** Starts copies of payments with the learner's handler, each with the ledger that it is given. */
export async function startPayments(
  broker: TestBroker,
  copies: number,
  ledgerOf: (copy: Copy) => Ledger,
): Promise<Service> {
  return startListening(broker, copies, (copy) => {
    const handler = inOwnTime(() => new handlers.Handler(ledgerOf(copy)));
    explain(
      {
        expected: 'the handler to have a function onMessage, which the subscription calls',
        happened: `it has ${functionsOf(handler).join(' and ') || 'no function'}: implement onMessage`,
        look: 'src/handler.ts: compare the name letter by letter, as the lines with types: do',
        read: 'notes/04-acknowledgements.md, "Traps"',
      },
      () => expect(typeof handler.onMessage).toBe('function'),
    );
    return (data, msg) => inOwnTime(() => handler.onMessage(data, msg));
  });
}

/** Starts copies of payments with a handler of the test, and with the ackWait of the tests. */
export async function startListening(
  broker: TestBroker,
  copies: number,
  forCopy: ForCopy,
): Promise<Service> {
  return broker.start('payments', copies, (copy) => {
    askFor(copy.stan, ackWait);
    listen(copy, forCopy(copy));
  });
}

/** Starts copies of payments with a handler of the test, and with the learner's ackWait. */
export async function startUnchanged(
  broker: TestBroker,
  copies: number,
  forCopy: ForCopy,
): Promise<Service> {
  return broker.start('payments', copies, (copy) => listen(copy, forCopy(copy)));
}

function listen(copy: Copy, onMessage: OnMessage): void {
  let subscription: Subscription | undefined;
  let thrown = 'nothing';
  try {
    const handle = (data: OrderUpdated, msg: Message): void => {
      copy.onMessage(data, msg);
      onMessage(data, msg);
    };
    subscription = inOwnTime(() => payments.listen(copy.stan, handle));
  } catch (error) {
    thrown = String(error);
  }
  const fraction = thrown.includes('Assertion failed');
  explain(
    {
      expected: 'listen() to subscribe, and to return the subscription',
      happened:
        thrown === 'nothing'
          ? `it returned ${String(subscription)}`
          : `it threw "${thrown}"${fraction ? `: ackWait is ${payments.ackWait} ms, and an ackWait has whole seconds, at least 1000 ms` : ''}`,
      look: fraction
        ? 'src/payments.ts, ackWait: the protocol has a field for seconds, and no fractions in it'
        : 'src/payments.ts, listen()',
      read: 'notes/04-acknowledgements.md, "An ackWait that fits the work"',
    },
    () => expect(typeof subscription?.on).toBe('function'),
  );
  // Without a listener, what a handler throws before it returns goes on to the client and ends the process.
  subscription!.on('error', () => undefined);
}

/** Has `stan` ask for this ackWait, and for all else that the learner asks for. */
function askFor(stan: Stan, ackWait: number): void {
  const subscribe = stan.subscribe.bind(stan) as (...args: unknown[]) => Subscription;
  const shortened = (...args: unknown[]): Subscription => {
    const chosen = args.find((arg) => typeof arg === 'object' && arg !== null);
    // What is changed in the learner's options later on is seen in these too.
    const options = Object.create(chosen ?? stan.subscriptionOptions(), {
      ackWait: { value: ackWait },
    }) as object;
    return subscribe(...args.filter((arg) => typeof arg === 'string'), options);
  };
  Object.assign(stan, { subscribe: shortened });
}

/** The names of what an object can do, its own and inherited, but for what every object can. */
function functionsOf(object: object): string[] {
  const names: string[] = [];
  let each: object = object;
  for (let parent; (parent = Object.getPrototypeOf(each) as object | null); each = parent) {
    names.push(...Object.getOwnPropertyNames(each).filter((name) => name !== 'constructor'));
  }
  const own = names.filter(
    (name) => typeof (object as Record<string, unknown>)[name] === 'function',
  );
  return own.slice(0, 5);
}
