import path from 'node:path';
import type { Stan } from 'node-nats-streaming';
import { type Program, type Service, startProgram, type TestBroker } from '@workbook/testkit';
import type { OrderUpdated } from '../src/order-updated';
import { listen } from '../src/payments';

/** Orders that were placed one after the other, the first of them with the number 1. */
export function orders(count: number): OrderUpdated[] {
  return Array.from({ length: count }, (_, index) => ({
    orderId: String(index + 1),
    status: 'placed',
  }));
}

/** A copy of payments in a process of its own; resolves when it listens. */
export async function startProcess(
  { url }: TestBroker,
  clientID: string,
  env: Record<string, string> = {},
): Promise<Program> {
  const file = path.join(__dirname, '../src/listener.ts');
  const program = startProgram(file, { url, clientID, env });
  await program.prints('listens');
  return program;
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

/** The inside of the client that a frozen process would not get to. */
interface Inside {
  readonly nc: { publish(...args: unknown[]): void };
  readonly pingTimer: NodeJS.Timeout;
}

/**
 * Makes a client as silent as a frozen process: its socket stays open, and it answers no heartbeat.
 *
 * @returns a function that wakes it: it then answers what has come meanwhile
 */
export function silence(stan: Stan): () => void {
  const { nc, pingTimer } = stan as unknown as Inside;
  const publish = nc.publish.bind(nc);
  const unanswered: unknown[][] = [];
  clearTimeout(pingTimer);
  nc.publish = (...args) => void unanswered.push(args);
  return () => {
    nc.publish = publish;
    for (const args of unanswered.splice(0)) publish(...args);
  };
}

/** What the broker's flags look like when they are typed. */
export function flagsOf({ hbi, hbt, hbf }: { hbi: number; hbt: number; hbf: number }): string {
  return `-hbi ${hbi}s -hbt ${hbt}s -hbf ${hbf}`;
}

/**
 * Seconds until `other` is given the event that a client without an answer has in its hands: on the
 * broker's clock, which is that of the wall on a real one. At most 60.
 */
export async function secondsUntilGivenUp(broker: TestBroker, other: Service): Promise<number> {
  const start = Date.now();
  let passed = 0;
  while (other.handled.length === 0 && passed < 60_000) {
    await broker.pass('100ms');
    passed += 100;
  }
  return Math.max(passed, Date.now() - start) / 1000;
}
