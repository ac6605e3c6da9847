import type { Message } from 'node-nats-streaming';
import {
  limitOnRealServer,
  noteUncaught,
  type Published,
  standing,
  type TestBroker,
  type TestDatabase,
  told,
} from '@workbook/testkit';
import type { OrderCreated } from '../src/events';
import { Subjects } from '../src/subjects';
import { onOrderCreated } from '../src/tickets/tickets';
import { type Announced, startTickets, storedTickets, type TicketsCopy } from './tickets';

limitOnRealServer(60_000);
// A handler may reject: listen() says so then, and here the test does.
noteUncaught();

/** How long the broker waits for an ack in these tests, in ms. */
export const ackWait = 2000;

/** The tickets service in these tests: the learner's functions, and orders that come from the broker. */
export interface Shop extends TicketsCopy {
  /** What rejected in `onOrderCreated`, in order. */
  readonly rejected: string[];
  /** Resolves when every call of `onOrderCreated` has come back. */
  over(): Promise<void>;
}

/** Starts a copy of tickets that listens to `order:created`. */
export async function startShop(
  broker: TestBroker,
  database: TestDatabase,
  publish?: (event: Announced) => unknown,
): Promise<Shop> {
  const copy = await startTickets(database, 'tickets-1', publish);
  const rejected: string[] = [];
  const running = new Set<Promise<void>>();
  await broker.start('tickets', 1, ({ stan, onMessage }) => {
    const options = stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(ackWait)
      .setDeliverAllAvailable()
      .setDurableName('tickets');
    stan.subscribe(Subjects.OrderCreated, 'tickets', options).on('message', (msg: Message) => {
      const data = JSON.parse(msg.getData().toString()) as OrderCreated;
      onMessage(data, msg);
      const call = (async () => onOrderCreated(copy.tickets, data, msg))()
        .catch(
          (error: unknown) => void rejected.push(`onOrderCreated() rejected: ${String(error)}`),
        )
        .finally(() => running.delete(call));
      running.add(call);
    });
  });
  return {
    ...copy,
    rejected,
    over: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** What became of orders and of the tickets: what was recorded, and nothing else. */
export async function happened(
  broker: TestBroker,
  database: TestDatabase,
  { rejected, published }: Shop,
  ...orders: readonly Published[]
): Promise<string[]> {
  return [
    ...orders.flatMap((order) => broker.facts.storyOf(order)),
    ...rejected.slice(0, 2),
    ...standing(await storedTickets(database)),
    ...told(published),
  ];
}
