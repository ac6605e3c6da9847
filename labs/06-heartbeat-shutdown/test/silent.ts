import type { Stan } from 'node-nats-streaming';
import type { Published, Service, TestBroker } from '@workbook/testkit';
import type { Heartbeat } from '../src/predict';

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
export function flagsOf({ hbi, hbt, hbf }: Heartbeat): string {
  return `-hbi ${hbi}s -hbt ${hbt}s -hbf ${hbf}`;
}

/**
 * Seconds until `other` is given each of `events`, which clients without an answer have in their hands: on
 * the broker's clock, which is that of the wall on a real one. At most 60.
 */
export async function secondsUntilHandled(
  broker: TestBroker,
  other: Service,
  events: readonly Published[],
): Promise<number[]> {
  const start = Date.now();
  const seconds = new Map<number, number>();
  for (let passed = 0; seconds.size < events.length && passed < 60_000; passed += 200) {
    await broker.pass('200ms');
    for (const { sequence } of other.handled) {
      if (seconds.has(sequence)) continue;
      seconds.set(sequence, Math.max(passed + 200, Date.now() - start) / 1000);
    }
  }
  return events.map(({ sequence }) => seconds.get(sequence) ?? 60);
}
