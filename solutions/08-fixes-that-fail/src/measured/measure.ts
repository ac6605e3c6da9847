import type { Message, Stan } from 'node-nats-streaming';
import type { Fact, Run } from '../run';
import { Subjects } from '../subjects';
import { balanceAfter, type Transaction } from '../transaction';
import type { Service } from './service';

/** A broker, and the time that it goes by. */
export interface Surroundings {
  readonly broker: {
    connect(clientID: string): Promise<Stan>;
    publish(channel: string, ...events: readonly unknown[]): Promise<unknown>;
  };
  /** Lets time pass: `30ms`. */
  readonly pass: (duration: string) => Promise<void>;
  /** Runs code whose time that is. */
  readonly inOwnTime: <T>(code: () => T) => T;
}

/** What a service is given to do. */
export interface Load {
  readonly events: readonly Transaction[];
  /** Milliseconds between one publish and the next. */
  readonly pace: number;
  /** The broker's number of an event that fails so many times before it is done. */
  readonly stuck?: { readonly sequence: number; readonly failures: number };
}

/** What a run has shown. */
export interface Measured {
  readonly run: Run;
  /** Whether every account has in the end what it has if nothing overtakes. */
  readonly isRight: boolean;
}

/** How long the broker waits for an ack before it sends the event again, in ms. */
const ACK_WAIT = 5000;

/** When it is looked for the last time whether all is done, in ms after the last publish. */
const LONGEST = 60_000;

/** Starts the copies of a service, publishes, and writes down what happens until all is done, or for a minute. */
export async function measure(
  service: Service,
  { events, pace, stuck }: Load,
  { broker, pass, inOwnTime }: Surroundings,
): Promise<Measured> {
  const run: Fact[] = [];
  const done = new Set<number>();
  const note = (kind: Fact['kind'], client: string, sequence: number): void => {
    const { account } = events[sequence - 1]!;
    const at = inOwnTime(() => performance.now());
    run.push({ kind, at, client, account, sequence });
  };
  let failures = stuck?.failures ?? 0;
  const handle = async (client: string, msg: Message): Promise<void> => {
    const sequence = msg.getSequence();
    if (sequence === stuck?.sequence && failures-- > 0) return;
    const ack = (): void => {
      note('acknowledged', client, sequence);
      done.add(sequence);
      msg.ack();
    };
    await service.handle(events[sequence - 1]!, { channel: msg.getSubject(), sequence, ack });
  };

  for (let number = 1; number <= service.copies; number++) {
    const client = `accounts-${number}`;
    const stan = await broker.connect(client);
    // A copy does one thing after the other.
    let busy = Promise.resolve();
    subscribe(stan, service.maxInFlight).on('message', (msg: Message) =>
      inOwnTime(() => {
        note('delivered', client, msg.getSequence());
        busy = busy.then(() => handle(client, msg));
      }),
    );
  }
  await pass('1ms');
  for (const [index, event] of events.entries()) {
    note('published', 'publisher', index + 1);
    await broker.publish(Subjects.TransactionCreated, event);
    await pass(`${pace}ms`);
  }
  for (let ms = 0; ms < LONGEST && done.size < events.length; ms += 1000) await pass('1s');
  return { run, isRight: isRight(service, events) };
}

function subscribe(stan: Stan, maxInFlight: number | undefined): ReturnType<Stan['subscribe']> {
  const options = stan
    .subscriptionOptions()
    .setManualAckMode(true)
    .setAckWait(ACK_WAIT)
    .setDeliverAllAvailable()
    .setDurableName('accounts');
  if (maxInFlight !== undefined) options.setMaxInFlight(maxInFlight);
  return stan.subscribe(Subjects.TransactionCreated, 'accounts', options);
}

/** Whether every account has what these events make of it, and 0 before them. */
function isRight({ balanceOf }: Service, events: readonly Transaction[]): boolean {
  const balances = new Map<string, number>();
  for (const event of events)
    balances.set(event.account, balanceAfter(balances.get(event.account) ?? 0, event));
  return [...balances].every(([account, balance]) => balanceOf(account) === balance);
}
