import type { Socket } from 'node:net';
import path from 'node:path';
import type { Stan, Subscription } from 'node-nats-streaming';
import {
  type Copy,
  Elsewhere,
  type Facts,
  NEXT_YEAR,
  patient,
  type Published,
  type TestBroker,
} from '@workbook/testkit';
import type { OnMessage } from '../src/order-updated';
import { Subjects } from '../src/subjects';

/** The copies of a service, wherever they run. */
export interface Copies {
  readonly service: string;
  readonly facts: Facts;
  /** Their client IDs. */
  readonly clients: readonly string[];
  /** Where more than one has the same client: which of them it is. */
  readonly which?: string;
  /** The numbers of the events that a copy has handled, in its order. */
  handledBy(client: string): readonly number[];
  /** How `onMessage` was called, if not with an event and its message. */
  readonly misuse: string | undefined;
  /** Closes the connections, as when the processes end; with `client`, only that one. */
  goAway(client?: string): Promise<void>;
}

/** What the learner wrote. */
interface Listener {
  readonly listen: (stan: Stan, onMessage: OnMessage) => Subscription | undefined;
}

/** All but dates. */
const REAL = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'nextTick',
  'queueMicrotask',
  'performance',
  'hrtime',
] as const;

/** A service of the lab: `src/payments.ts` and so on. */
type Name = 'payments' | 'tracking' | 'audit';

/** What happens around a copy's `listen()`. */
type Around = (stan: Stan, listen: () => void) => unknown;

/**
 * Starts copies in this process; their client IDs begin with the service's name unless given. The variables
 * of its modules begin anew with each start, as they do in a new process.
 */
export async function start(
  broker: TestBroker,
  service: Name,
  copies: number,
  clientID: string = service,
  around: Around = (_, listen) => listen(),
): Promise<Copies> {
  const listen = load(service);
  const running = await broker.start(clientID, copies, ({ stan, onMessage }) =>
    around(stan, () => listen(stan, onMessage)),
  );
  const copyOf = (client: string) => running.copies.find(({ name }) => name === client);
  return {
    service,
    facts: broker.facts,
    clients: running.copies.map(({ name }) => name),
    handledBy: (client) => copyOf(client)?.handled.map(({ sequence }) => sequence) ?? [],
    get misuse() {
      return running.copies.find(({ misuse }) => misuse !== undefined)?.misuse;
    },
    goAway: async (client) => {
      for (const { name, stan } of running.copies) if (name === (client ?? name)) await close(stan);
    },
  };
}

/**
 * Starts a copy for which the answer to its subscription and the first `events` come in one piece, as they do
 * where the network is slow: its socket is not read before both are there.
 */
export async function startInOnePiece(
  broker: TestBroker,
  service: Name,
  events: readonly unknown[],
): Promise<{ readonly copies: Copies; readonly published: readonly Published[] }> {
  const { facts } = broker;
  let published: Published[] = [];
  const copies = await start(broker, service, 1, service, async (stan, listen) => {
    const { stream } = (stan as unknown as { nc: { stream: Socket } }).nc;
    stream.pause();
    listen();
    await comes(
      () =>
        facts.subscriptions().some(({ refused }) => refused !== undefined) &&
        stream.readableLength > 0,
    );
    const answered = stream.readableLength;
    published = await broker.publish(Subjects.OrderUpdated, ...events);
    // What is on the way yet would be a piece of its own.
    const inOnePiece = answered + JSON.stringify(events[0]).length;
    await comes(() => stream.readableLength >= inOnePiece);
    stream.resume();
  });
  return { copies, published };
}

/**
 * Has a copy end to which the first of `events` is on its way, on a broker that holds it back, while another
 * copy has handled all others.
 */
export async function endOnTheWay(
  broker: TestBroker,
  service: Name,
  events: readonly unknown[],
): Promise<{ readonly copies: Copies; readonly published: readonly Published[] }> {
  const going = await start(broker, service, 1);
  const staying = await start(broker, service, 1, `${service}-new`);
  const published: Published[] = [];
  for (const event of events) {
    published.push(...(await broker.publish(Subjects.OrderUpdated, event)));
    // One after the other: whoever has an event in hand is given no second one.
    await broker.settled();
  }
  await going.goAway();
  // The broker gives on what a member that leaves had in hand a tenth of a second later.
  await broker.world.pass('200ms');
  return { copies: together(going, staying), published };
}

/** Waits until `condition` holds; what never comes is told by what was handled. */
async function comes(condition: () => boolean): Promise<void> {
  const limit = performance.now() + patient(1000);
  while (!condition() && performance.now() < limit) await new Promise(setImmediate);
}

/**
 * Starts two listeners over one connection and in one millisecond: `clients` is the same for both, and what
 * they handle is their own.
 */
export async function startOverOneConnection(broker: TestBroker, service: Name): Promise<Copies[]> {
  const listen = load(service);
  const handled: [number[], number[]] = [[], []];
  const { copies } = await broker.start(service, 1, (copy) => {
    jest.useFakeTimers({ doNotFake: [...REAL] });
    try {
      for (const own of handled) {
        listen(copy.stan, (data, msg) => {
          copy.onMessage(data, msg);
          if (copy.misuse === undefined) own.push(msg.getSequence());
        });
      }
    } finally {
      jest.useRealTimers();
    }
  });
  const [copy] = copies as [Copy];
  return handled.map((own, index) => ({
    service,
    which: `the ${index === 0 ? 'first' : 'second'} ${service} over the connection of ${copy.name}`,
    facts: broker.facts,
    clients: [copy.name],
    handledBy: () => own,
    get misuse() {
      return copy.misuse;
    },
    goAway: () => close(copy.stan),
  }));
}

/** The variables of its modules are new, as in a new process. */
function load(service: Name): (stan: Stan, onMessage: OnMessage) => void {
  let loaded: Listener | undefined;
  jest.isolateModules(() => (loaded = jest.requireActual<Listener>(`../src/${service}`)));
  return (stan, onMessage) => {
    // The broker's answer is a fact: nobody else has to listen for it.
    const subscription: Partial<Subscription> | undefined = loaded!.listen(stan, onMessage);
    subscription?.on?.('error', () => undefined);
  };
}

async function close(stan: Stan): Promise<void> {
  await new Promise((resolve) => stan.once('close', resolve).close());
}

/** Starts a copy of each service in a process on another host, whose clock shows the next year. */
export async function startElsewhere(
  broker: TestBroker,
  copies: Readonly<Record<string, string>>,
): Promise<(service: string) => Copies> {
  const elsewhere = await Elsewhere.start(
    broker,
    Object.entries(copies).map(([service, clientID]) => ({
      file: path.join(__dirname, `../src/${service}.ts`),
      clientID,
    })),
    { host: 'node-2.another.example', later: NEXT_YEAR },
  );
  return (service) => ({
    service,
    facts: broker.facts,
    clients: [copies[service]!],
    handledBy: (client) => elsewhere.handledBy(client),
    misuse: undefined,
    goAway: () => elsewhere.end(),
  });
}

/** Copies here and copies there are one service. */
export function together(...[first, ...others]: readonly [Copies, ...Copies[]]): Copies {
  const all = [first, ...others];
  return {
    ...first,
    clients: all.flatMap(({ clients }) => clients),
    handledBy: (client) => all.flatMap((copies) => copies.handledBy(client)),
    misuse: all.find(({ misuse }) => misuse !== undefined)?.misuse,
    goAway: async () => {
      for (const copies of all) await copies.goAway();
    },
  };
}
