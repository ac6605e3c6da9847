import type { Message, Stan, Subscription } from 'node-nats-streaming';
import { type Copy, explain, type Facts, inTime, type TestBroker } from '@workbook/testkit';
import { expectAccepted } from './findings';
import type { Listener, Start, StartHere } from './start';
import { run } from './time';

/** How a service is started. */
export interface Asked {
  readonly copies?: number;
  /** What their client IDs begin with: the service's name unless given. */
  readonly clientID?: string;
  /** The number of an event that they never finish: it is not acknowledged. */
  readonly inHand?: number;
  /** That of an earlier start, which is in the same process then. */
  readonly listen?: Listener['listen'];
}

/**
 * Starts copies of a service in this process, and fails if the broker refuses one. The variables of its
 * modules begin anew with each start, as they do in a new process, unless `listen` is given.
 */
export async function start(
  broker: TestBroker,
  service: Start['service'],
  { copies = 1, clientID = service, inHand, listen = load(service).listen }: Asked = {},
): Promise<StartHere> {
  const subscriptions: Subscription[] = [];
  const errors: string[] = [];
  const copiesHere: Copy[] = [];
  const misuse = (): string | undefined => copiesHere.find((copy) => copy.misuse)?.misuse;
  const running = await broker.start(clientID, copies, (copy) => {
    const { name, stan, onMessage } = copy;
    copiesHere.push(copy);
    const subscription: unknown = run(() =>
      listen(stan, (data, msg: Message) => {
        onMessage(data, msg);
        if (misuse()) return;
        if (msg.getSequence() !== inHand) msg.ack();
      }),
    );
    expectSubscription(subscription, service);
    const emit = subscription.emit.bind(subscription);
    // What the learner's code starts when an event comes is the learner's too.
    subscription.emit = (...args) => run(() => emit(...args));
    subscription.on('error', (error: unknown) => errors.push(`${name}: ${inWords(error)}`));
    subscriptions.push(subscription);
  });
  const clients = running.copies.map(({ name }) => name);
  let handledBefore: readonly number[] = [];
  expectAccepted(broker.facts, service, clients);
  return {
    service,
    listen,
    clients,
    get handled() {
      return running.handled.map(({ sequence }) => sequence);
    },
    get misuse() {
      return misuse();
    },
    get handledSince() {
      return running.copies.flatMap(({ handled }, index) =>
        handled.slice(handledBefore[index] ?? Infinity).map(({ sequence }) => sequence),
      );
    },
    subscriptions,
    errors,
    goAway: async () => {
      for (const { name, stan } of running.copies) await close(broker.facts, name, stan);
      handledBefore = running.copies.map(({ handled }) => handled.length);
    },
  };
}

function load(service: Start['service']): Listener {
  let loaded: Listener | undefined;
  jest.isolateModules(() => (loaded = jest.requireActual<Listener>(`../src/${service}`)));
  return loaded!;
}

function expectSubscription(value: unknown, service: string): asserts value is Subscription {
  explain(
    {
      expected: `listen() in src/${service}.ts to return the subscription`,
      happened: `it returned ${String(value)}`,
      look: `src/${service}.ts, the end of listen()`,
      read: 'README.md, "Steps"',
    },
    () => expect(typeof (value as Partial<Subscription> | undefined)?.on).toBe('function'),
  );
}

async function close(facts: Facts, name: string, stan: Stan): Promise<void> {
  // A second close of the same connection is not answered.
  const latest = facts.all.findLast(
    ({ kind, client }) => client === name && (kind === 'connected' || kind === 'closed'),
  );
  if (latest?.kind === 'closed') return;
  const closed = new Promise((resolve) => stan.once('close', resolve));
  stan.close();
  await inTime(closed, {
    expected: `the connection of ${name} to close when the test closes it`,
    happened: 'it has not closed',
    look: 'src/stop.ts and the services: who closes connections?',
    read: 'notes/05-durable-subscriptions.md, "Close, or unsubscribe"',
  });
}

/** Code of learners may throw and report anything. */
export function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
