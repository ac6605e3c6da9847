import type { Stan } from 'node-nats-streaming';
import type { Published, Service, TestBroker } from '@workbook/testkit';
import { listen } from '../src/payments';
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

/** A client that is going to answer no more. */
export interface Asked {
  readonly stan: Stan;
  /** When it had connected, or has answered a heartbeat last: from then on the broker counts. */
  since: number;
}

/** Connects a client, which listens and never acknowledges. */
export async function connectAsked(broker: TestBroker, clientID: string): Promise<Asked> {
  const stan = await broker.connect(clientID);
  const client: Asked = { stan, since: Date.now() };
  const { nc } = stan as unknown as Inside;
  const publish = nc.publish.bind(nc);
  nc.publish = (...args) => {
    // An answer is empty: all else that a client publishes has a payload.
    if (args.length === 1) client.since = Date.now();
    publish(...args);
  };
  listen(stan, () => undefined);
  await broker.settled();
  return client;
}

export const onRealServer = process.env.NATS_STREAMING_SERVER !== undefined;

/** Seconds by which a busy machine may make a time longer: what is later than that is not its doing. */
const LATENESS = 3;

/** True if a time that is `over` seconds more than it may be can have come of a busy machine. */
export function mayBeLate(over: number, allowed = 0): boolean {
  return over > allowed && over <= LATENESS;
}

/**
 * Has `measure` called with a client ID until it says that another look would tell no more: once, and on a real
 * server three times at most. There a busy machine makes times longer, and hardly ever shorter.
 */
export async function lookAgain(measure: (clientID: string) => Promise<boolean>): Promise<void> {
  const clientIDs = ['payments-2', ...(onRealServer ? ['payments-3', 'payments-4'] : [])];
  for (const clientID of clientIDs) if (await measure(clientID)) return;
}

/** Milliseconds that are looked at together: on a real server they are added to what is measured. */
const look = onRealServer ? 20 : 200;

/**
 * Seconds since each of `clients`, which answer no more, was heard last, until `other` is given the event that
 * it has in its hands: on the broker's clock, which is that of the wall on a real one. At most 60.
 */
export async function secondsUntilHandled(
  broker: TestBroker,
  other: Service,
  clients: readonly Asked[],
  events: readonly Published[],
): Promise<number[]> {
  const seconds = new Map<number, number>();
  for (let passed = look; seconds.size < events.length && passed <= 60_000; passed += look) {
    await broker.world.pass(`${look}ms`);
    for (const [index, { sequence }] of events.entries()) {
      const has = other.handled.some((event) => event.sequence === sequence);
      if (!has || seconds.has(index)) continue;
      seconds.set(index, (onRealServer ? Date.now() - clients[index]!.since : passed) / 1000);
    }
  }
  return events.map((_, index) => seconds.get(index) ?? 60);
}
