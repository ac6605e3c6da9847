import type { Stan } from 'node-nats-streaming';
import {
  inOwnTime,
  inWords,
  limitOnRealServer,
  needs,
  noteUncaught,
  type Published,
  type Service,
  type TestBroker,
} from '@workbook/testkit';
import * as file from '../src/bus/listener';
import type { Parked } from '../src/bus/parked';
import * as unprocessable from '../src/bus/unprocessable';
import type { BusEvent } from '../src/events';

needs(file, 'src/bus/listener.ts', { Listener: 'function' });
needs(unprocessable, 'src/bus/unprocessable.ts', { Unprocessable: 'function' });
limitOnRealServer(60_000);
const uncaught = noteUncaught();

/** How long the broker waits for an ack in these tests, in ms. */
const ackWait = 2000;

/** What a handler does in a test; it may throw at once. */
export type Handle = (data: BusEvent['data'], msg: file.Delivery, copy: string) => unknown;

/** A listener as a service has one, on the learner's class: what it does with an event is up to the test. */
export class TestListener extends file.Listener<BusEvent> {
  readonly subject: BusEvent['subject'];
  readonly queueGroupName = 'shop';
  protected override readonly ackWait = ackWait;

  constructor(
    stan: Stan,
    parked: Parked,
    channel: BusEvent['subject'],
    private readonly handle: (data: BusEvent['data'], msg: file.Delivery) => unknown,
  ) {
    super(stan, parked);
    this.subject = channel;
  }

  onMessage(data: BusEvent['data'], msg: file.Delivery): Promise<void> {
    return Promise.resolve(this.handle(data, msg)) as Promise<void>;
  }
}

/** What a handler was given. */
interface Given {
  readonly copy: string;
  readonly data: unknown;
  readonly sequence: number;
  readonly isRedelivered: boolean;
}

/** Copies of a service with one listener each, and all that becomes of its events. */
export class Scene {
  readonly listeners: TestListener[] = [];
  readonly stans: Stan[] = [];
  readonly given: Given[] = [];
  #stored = 0;
  #shop: Promise<Stan> | undefined;

  constructor(
    private readonly broker: TestBroker,
    readonly channel: BusEvent['subject'],
    private readonly handle: Handle,
  ) {}

  /** Starts the copies `shop-1`, `shop-2` and so on, each with a place to park in. */
  async start(
    copies: number,
    parkedOf: (copy: string) => Parked | Promise<Parked>,
  ): Promise<Service> {
    return this.broker.start('shop', copies, async ({ name, stan }) => {
      const listener = new TestListener(stan, await parkedOf(name), this.channel, (data, msg) => {
        const [sequence, isRedelivered] = [msg.getSequence(), msg.isRedelivered()];
        this.given.push({ copy: name, data, sequence, isRedelivered });
        return this.handle(data, msg, name);
      });
      this.listeners.push(listener);
      this.stans.push(stan);
      inOwnTime(() => listener.listen());
    });
  }

  /** Publishes texts, events or not, one after the other; they are stored when this resolves. */
  async publish(...texts: readonly string[]): Promise<Published[]> {
    const shop = await (this.#shop ??= this.broker.connect('publisher'));
    const { channel } = this;
    return Promise.all(
      texts.map(async (text) => {
        const sequence = ++this.#stored;
        await new Promise((resolve) => shop.publish(channel, text, resolve));
        return { channel, sequence, data: text };
      }),
    );
  }

  /** The broker has forgotten everything, and counts from 1 again. */
  async forget(): Promise<void> {
    const clients = [...this.stans.splice(0), ...(this.#shop ? [await this.#shop] : [])];
    for (const stan of clients) this.broker.kill(stan);
    this.#shop = undefined;
    await this.broker.restart({ store: 'lost' });
    this.#stored = 0;
  }

  isAcked(event: Published): boolean {
    return this.broker.facts.acks(event).length > 0;
  }

  /** How often an event has come to somebody. */
  deliveries(event: Published): number {
    return this.broker.facts.deliveries(event).length;
  }

  /** What became of events, what the handlers were given, and what nobody has caught. */
  story(...events: readonly Published[]): string[] {
    return [
      ...events.flatMap((event) => this.broker.facts.storyOf(event)),
      ...this.#handlers(),
      ...left(),
    ];
  }

  #handlers(): string[] {
    const last = this.given.slice(-4);
    return last.length === 0
      ? ['no handler was called']
      : last.map(
          ({ copy, data, sequence }) =>
            `the handler of ${copy} was given #${sequence}: ${inWords(data)}`,
        );
  }
}

/** What the learner's code has left to nobody so far: it ends a process. */
export function left(): string[] {
  const said = uncaught().map((error) => `nobody has caught: ${String(error)}`);
  return [...new Set(said)].slice(0, 3);
}
