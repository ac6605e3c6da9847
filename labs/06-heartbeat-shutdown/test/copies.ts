import path from 'node:path';
import {
  explain,
  patient,
  type Program,
  type Published,
  type Service,
  type TestBroker,
} from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import { listen } from '../src/payments';
import { Subjects } from '../src/subjects';
import { howItEnded } from './words';

/** Orders that were placed one after the other, the first of them with the number 1. */
export function orders(count: number): OrderUpdated[] {
  return Array.from({ length: count }, (_, index) => ({
    orderId: String(index + 1),
    status: 'placed',
  }));
}

/** Loaded into a program, this makes its timers ten times as fast once it has been sent SIGUSR2. */
const hurry = path.join(__dirname, 'hurry.cjs');

/** For the environment of a copy that is to hurry: a client that waits for seconds waits in no test. */
export const canHurry = { NODE_OPTIONS: `--require ${JSON.stringify(hurry)}` };

/** Starts `src/listener.ts` in a process of its own; resolves when the broker has its subscription. */
export async function startCopy(
  broker: TestBroker,
  clientID: string,
  env: Record<string, string> = {},
): Promise<Program> {
  const file = path.join(__dirname, '../src/listener.ts');
  const program = await broker.startProgram(file, { clientID, env });
  const isThere = (): boolean => subscriptions(broker).includes(clientID);
  // Starting is what takes longest on a busy machine.
  const listens = await comes(program, isThere, patient(8000));
  // It listens for signals by then as well, if it does at all.
  await program.hears();
  explain(
    {
      expected: `${clientID} to subscribe to ${Subjects.OrderUpdated}`,
      happened: [
        ...broker.facts.asked([clientID]),
        howItEnded(clientID, program, await program.ended(0)),
      ],
      look: 'src/connect.ts and src/listener.ts: does "npm run listener" start it?',
      read: 'README.md, "Run it by hand"',
    },
    () => expect(listens).toBe(true),
  );
  return program;
}

/** The clients whose subscriptions the broker has taken, each as often as it has subscribed. */
export function subscriptions({ facts }: TestBroker): string[] {
  const orderUpdated: string = Subjects.OrderUpdated;
  return facts
    .subscriptions()
    .filter(({ channel, refused }) => channel === orderUpdated && refused === '')
    .map(({ client }) => client);
}

/** Resolves to whether `condition` holds: when it does, when `program` has ended, or after `ms`. */
export async function comes(
  program: Program,
  condition: () => boolean,
  ms = patient(4000),
): Promise<boolean> {
  const limit = performance.now() + ms;
  while (!condition() && performance.now() < limit) {
    if (await program.ended(5)) break;
  }
  return condition();
}

/** A copy of payments that charges and acknowledges at once. */
export async function startQuickCopy(broker: TestBroker): Promise<Service> {
  return broker.start('payments', 1, ({ stan, onMessage }) =>
    listen(stan, (data, msg) => {
      onMessage(data, msg);
      msg.ack();
    }),
  );
}

/** Publishes orders until each of `clients` has one in hand; gives the first of each, in their order. */
export async function oneEach(
  broker: TestBroker,
  clients: readonly string[],
): Promise<Published[]> {
  const first = new Map<string, Published>();
  for (let order = 1; clients.some((client) => !first.has(client)); order++) {
    const event = { orderId: String(order), status: 'placed' };
    const [stored] = await broker.publish(Subjects.OrderUpdated, event);
    while (broker.facts.deliveries(stored!).length === 0) await broker.settled();
    const { client } = broker.facts.deliveries(stored!)[0]!;
    if (!first.has(client)) first.set(client, stored!);
  }
  return clients.map((client) => first.get(client)!);
}

/**
 * Publishes orders, until `program` has acknowledged one or cannot any more. One that comes before a client has
 * found its broker again is on the way until its ackWait is over.
 *
 * @returns the last of them, the first that was published on this broker having the number 1
 */
export async function publishUntilAcked(broker: TestBroker, program: Program): Promise<Published> {
  // One that is gone afterwards: it would look for a broker that was away only every 2 s.
  const shop = await broker.connect('shop');
  const channel = Subjects.OrderUpdated;
  for (let sequence = 1; ; sequence++) {
    const data = { orderId: String(sequence), status: 'placed' };
    await new Promise((resolve) => shop.publish(channel, JSON.stringify(data), resolve));
    const event = { channel, sequence, data };
    const isAcked = await comes(program, () => broker.facts.acks(event).length > 0, 200);
    if (isAcked || sequence === 20 || (await program.ended(0))) {
      broker.kill(shop);
      return event;
    }
  }
}
