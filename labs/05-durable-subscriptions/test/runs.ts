import type { Stan, Subscription } from 'node-nats-streaming';
import { type Advice, explain, type Service, type TestBroker } from '@workbook/testkit';
import type { OnMessage, OrderUpdated } from '../src/order-updated';

/** Three orders that were placed one after the other, the first of them with the number `from`. */
export function threeOrders(from: number): OrderUpdated[] {
  return [0, 1, 2].map((more) => ({ orderId: String(from + more), status: 'placed' }));
}

/**
 * Starts copies of a service, and fails if the broker refuses a subscription.
 *
 * @param inHand the number of an event that the copies never finish: it is not acknowledged
 */
export async function run(
  broker: TestBroker,
  name: string,
  copies: number,
  listen: (stan: Stan, onMessage: OnMessage) => Subscription,
  inHand?: number,
): Promise<Service> {
  return broker.start(name, copies, async ({ stan, onMessage }) => {
    const subscription = listen(stan, (data, msg) => {
      onMessage(data, msg);
      if (msg.getSequence() !== inHand) msg.ack();
    });
    const answer = await answerTo(subscription);
    explain(
      {
        expected: `the broker to accept the subscription of ${name}`,
        happened: answer,
        look: 'what listen() gives to subscribe(): the names and the options',
        read: 'notes/05-durable-subscriptions.md, "What the broker finds it by"',
      },
      () => expect(answer).toBe('it did'),
    );
  });
}

/** Resolves with the broker's answer to a subscription, in words. */
async function answerTo(subscription: Subscription): Promise<string> {
  return new Promise((resolve) => {
    subscription.once('ready', () => resolve('it did'));
    subscription.once('error', (error: Error) => resolve(`it refused: ${error.message}`));
  });
}

/** Closes the connections of all copies, as when their processes end, and waits until it is done. */
export async function goAway({ copies }: Service): Promise<void> {
  for (const { stan } of copies) {
    const closed = new Promise((resolve) => stan.once('close', resolve));
    stan.close();
    await closed;
  }
}

/** What a run of a service is held against. */
interface Expectation extends Advice {
  /** Goes on after "to handle 4 5 6": `after its restart`. */
  readonly when: string;
  /** An earlier run of the same service. */
  readonly earlier?: Service;
}

/** Fails unless the copies of `service` have handled the events with these numbers, each once. */
export function expectHandled(
  service: Service,
  sequences: readonly number[],
  { when, earlier, ...advice }: Expectation,
): void {
  const handled = numbers(service);
  const before = new Set(earlier ? numbers(earlier) : []);
  const again = handled.filter((sequence) => before.has(sequence));
  explain(
    {
      expected: `${service.name} to handle ${say(sequences)} ${when}`,
      happened: [
        `it handled ${say(handled)}`,
        ...(again.length > 0 ? [`${say(again)} had been handled before`] : []),
      ],
      ...advice,
    },
    () => expect(handled).toEqual(sequences),
  );
}

function numbers({ handled }: Service): number[] {
  return handled.map(({ sequence }) => sequence).sort((a, b) => a - b);
}

function say(sequences: readonly number[]): string {
  return sequences.length > 0 ? sequences.map((sequence) => `#${sequence}`).join(' ') : 'nothing';
}
