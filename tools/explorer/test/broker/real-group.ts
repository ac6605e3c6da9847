import { startBroker, type Broker } from '@workbook/broker';
import { VirtualClock } from '@workbook/clock';
import { RawClient, StreamingClient, type StreamingSubscription } from '@workbook/protocol/client';

/** In seconds, and so long that it never passes but on purpose. */
const ACK_WAIT = 1_000_000;
export const ACK_WAIT_MS = ACK_WAIT * 1000;
const NEVER_MS = 2 ** 52;
const CLUSTER = 'test-cluster';

/** A member of the group on the real broker. */
export interface RealMember {
  readonly client: StreamingClient;
  /** By channel. */
  readonly subscriptions: ReadonlyMap<string, StreamingSubscription>;
}

/** A message that the real broker sent to a member. */
export interface Delivery {
  readonly member: RealMember;
  readonly channel: string;
  readonly sequence: number;
  /** How often it had been sent before. */
  readonly count: number;
  readonly data: string;
  /** By the clock of the broker, in milliseconds. */
  readonly at: number;
}

/** The embedded broker, with one connection for all clients and a clock that stands still. */
export class RealBroker {
  #names = 0;

  private constructor(
    readonly clock: VirtualClock,
    private readonly broker: Broker,
    readonly raw: RawClient,
  ) {}

  static async start(): Promise<RealBroker> {
    const clock = new VirtualClock(1_000_000);
    const broker = await startBroker({
      clock,
      heartbeatInterval: NEVER_MS,
      coreLimits: { pingInterval: NEVER_MS },
      limits: { maxChannels: 0 },
    });
    return new RealBroker(clock, broker, await RawClient.open(broker.url));
  }

  /** One that nobody else has. */
  newName(): string {
    return `name${++this.#names}`;
  }

  async newClient(): Promise<StreamingClient> {
    return StreamingClient.open(this.raw, CLUSTER, this.newName());
  }

  async stop(): Promise<void> {
    await this.raw.drop();
    await this.broker.stop();
  }
}

/** A durable queue group on channels of its own, whose members do nothing but what they are told. */
export class RealGroup {
  /** All that was sent to members, in order. */
  readonly deliveries: Delivery[] = [];
  readonly #broker: RealBroker;
  readonly #publisher: StreamingClient;
  readonly #maxInFlight: number;
  /** The channels' names on the broker. */
  readonly #channels: ReadonlyMap<string, string>;
  readonly #members = new Set<RealMember>();
  #taken = 0;

  private constructor(
    broker: RealBroker,
    publisher: StreamingClient,
    channels: Iterable<string>,
    maxInFlight: number,
  ) {
    this.#broker = broker;
    this.#publisher = publisher;
    this.#maxInFlight = maxInFlight;
    this.#channels = new Map([...channels].map((channel) => [channel, broker.newName()]));
  }

  static async start(
    broker: RealBroker,
    channels: Iterable<string>,
    maxInFlight = 1024,
  ): Promise<RealGroup> {
    return new RealGroup(broker, await broker.newClient(), channels, maxInFlight);
  }

  get now(): number {
    return this.#broker.clock.now();
  }

  async join(): Promise<RealMember> {
    const subscriptions = new Map<string, StreamingSubscription>();
    const member = { client: await this.#broker.newClient(), subscriptions };
    const request = {
      queueGroup: 'group',
      durableName: 'durable',
      maxInFlight: this.#maxInFlight,
      ackWaitInSecs: ACK_WAIT,
    };
    for (const [channel, name] of this.#channels) {
      const subscription = await member.client.subscribe(name, request, (message) => {
        const { sequence, redeliveryCount: count, data } = message;
        const at = this.now;
        this.deliveries.push({ member, channel, sequence, count, data: data.toString(), at });
      });
      subscriptions.set(channel, subscription);
    }
    this.#members.add(member);
    return member;
  }

  async publish(channel: string, data: string): Promise<void> {
    this.#publisher.send(this.#channels.get(channel)!, data);
    await this.#broker.raw.flush();
  }

  async acknowledge(member: RealMember, channel: string, sequence: number): Promise<void> {
    member.client.ack(member.subscriptions.get(channel)!, sequence);
    await this.#broker.raw.flush();
  }

  /** Its connection is closed, by itself or by the broker that gives it up. */
  async leave({ client }: RealMember): Promise<void> {
    await client.close();
  }

  /** What was sent since this was asked last. */
  take(): Delivery[] {
    const came = this.deliveries.slice(this.#taken);
    this.#taken = this.deliveries.length;
    return came;
  }

  async pass(ms: number): Promise<void> {
    await this.#broker.clock.pass(ms, () => this.#broker.raw.flush());
  }

  /** Everybody leaves, and nothing is under way any more. */
  async end(): Promise<void> {
    for (const member of this.#members) await this.leave(member);
    await this.#publisher.close();
  }
}
