import type { Message } from 'node-nats-streaming';
import {
  limitOnRealServer,
  list,
  Looking,
  nameOf,
  needs,
  noteUncaught,
  patient,
  type Published,
  type Service,
  standing,
  type TestBroker,
  type TestDatabase,
} from '@workbook/testkit';
import type { TicketEvent } from '../src/events';
import * as handlers from '../src/orders/handlers';
import * as model from '../src/orders/ticket';
import { Subjects } from '../src/subjects';

needs(model, 'src/orders/ticket.ts', { ticketModel: 'function' });
needs(handlers, 'src/orders/handlers.ts', {
  onTicketCreated: 'function',
  onTicketUpdated: 'function',
});
limitOnRealServer(60_000);
// A handler may reject: listen() says so then, and here the test does.
noteUncaught();

/** How long the broker waits for an ack in these tests, in ms. */
export const ackWait = 2000;

/** The orders service in these tests: the learner's handlers, with the subscriptions of `src/listen.ts`. */
export interface Orders {
  readonly service: Service;
  /** What became of each call of a handler that rejected, in order: `orders-1, #2 of ticket:updated: ...` */
  readonly rejected: string[];
  /** Resolves when a handler of `copy` is first called. */
  called(copy: string): Promise<void>;
  /** Resolves when every call of a handler has come back: in all copies, or in one. */
  over(copy?: string): Promise<void>;
}

/** Starts copies of orders, `orders-1` and so on, each with a connection of its own to the database. */
export async function startOrders(
  broker: TestBroker,
  database: TestDatabase,
  copies = 1,
): Promise<Orders> {
  const rejected: string[] = [];
  const called = new Set<string>();
  const looking = new Looking();
  const running = new Map<Promise<void>, string>();
  const service = await broker.start('orders', copies, async ({ name, stan, onMessage }) => {
    const Ticket = model.ticketModel(await database.connect(name, 'orders'));
    const take = (channel: string, handle: typeof handlers.onTicketCreated): void => {
      const options = stan
        .subscriptionOptions()
        .setManualAckMode(true)
        .setAckWait(ackWait)
        .setDeliverAllAvailable()
        .setDurableName('orders');
      stan.subscribe(channel, 'orders', options).on('message', (msg: Message) => {
        const data = JSON.parse(msg.getData().toString()) as TicketEvent;
        onMessage(data, msg);
        looking.note(() => called.add(name));
        const call = (async () => handle(Ticket, data, msg))()
          .catch((error: unknown) => {
            rejected.push(`${name}, #${msg.getSequence()} of ${channel}: ${String(error)}`);
          })
          .finally(() => running.delete(call));
        running.set(call, name);
      });
    };
    take(Subjects.TicketCreated, handlers.onTicketCreated);
    take(Subjects.TicketUpdated, handlers.onTicketUpdated);
  });
  return {
    service,
    rejected,
    called: async (copy) => {
      await looking.until(() => called.has(copy), patient(4000));
    },
    over: async (copy) => {
      const calls = (): Promise<void>[] =>
        [...running].filter(([, name]) => name === (copy ?? name)).map(([call]) => call);
      while (calls().length > 0) await Promise.all(calls());
    },
  };
}

/** An event about a ticket, as the tickets service tells it. */
export function ticketEvent(
  id: string,
  version: number,
  price: number,
  title = 'concert',
): TicketEvent {
  return { id, title, price, version };
}

/** What orders has of tickets. */
export function storedCopies(database: TestDatabase): Promise<readonly Record<string, unknown>[]> {
  return database.rows('orders', 'tickets');
}

/** What became of events and of the copies of their tickets: what was recorded, and nothing else. */
export async function recorded(
  broker: TestBroker,
  database: TestDatabase,
  { rejected }: Orders,
  ...events: readonly Published[]
): Promise<string[]> {
  const lines = events.flatMap((event) => {
    const acks = broker.facts.acks(event).length;
    const [story = ''] = broker.facts.storyOf(event);
    const { version } = event.data as TicketEvent;
    return `version ${version}, ${story}; ${acks > 0 ? 'it was acknowledged' : 'nobody acknowledged it'}`;
  });
  return [...lines, ...rejected.slice(0, 2), ...standing(await storedCopies(database))];
}

export const names = (events: readonly Published[]): string => list(events.map(nameOf));
