import { startBroker, type Broker, VirtualClock } from '@workbook/broker';
import {
  Ack,
  CloseRequest,
  ConnectRequest,
  MsgProto,
  PubMsg,
  SubscriptionRequest,
  SubscriptionResponse,
} from '@workbook/protocol';
import { Connection } from './connection';

/** In seconds, and so long that it never passes but on purpose. */
const ACK_WAIT = 1_000_000;
export const ACK_WAIT_MS = ACK_WAIT * 1000;
const NEVER_MS = 2 ** 52;
const CLUSTER = 'test-cluster';

/** A member of the group on the real broker. */
export interface RealMember {
  readonly id: string;
  /** By channel. */
  readonly ackInboxes: Map<string, string>;
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

/** The embedded broker, with one connection and a clock that stands still. */
export class RealBroker {
  readonly clock: VirtualClock;
  readonly #broker: Broker;
  readonly connection: Connection;

  private constructor(clock: VirtualClock, broker: Broker, connection: Connection) {
    this.clock = clock;
    this.#broker = broker;
    this.connection = connection;
  }

  static async start(): Promise<RealBroker> {
    const clock = new VirtualClock(1_000_000);
    const broker = await startBroker({
      clock,
      heartbeatInterval: NEVER_MS,
      coreLimits: { pingInterval: NEVER_MS },
      limits: { maxChannels: 0 },
    });
    return new RealBroker(clock, broker, await Connection.open(broker.url));
  }

  async stop(): Promise<void> {
    this.connection.close();
    await this.#broker.stop();
  }
}

/** A durable queue group on channels of its own, whose members do nothing but what they are told. */
export class RealGroup {
  /** All that was sent to members, in order. */
  readonly deliveries: Delivery[] = [];
  readonly #broker: RealBroker;
  readonly #connection: Connection;
  readonly #maxInFlight: number;
  /** The channels' names on the broker. */
  readonly #channels = new Map<string, string>();
  readonly #publisher: string;
  readonly #members = new Set<RealMember>();
  #taken = 0;

  private constructor(broker: RealBroker, channels: Iterable<string>, maxInFlight: number) {
    this.#broker = broker;
    this.#connection = broker.connection;
    this.#maxInFlight = maxInFlight;
    this.#publisher = this.#connection.newName();
    for (const channel of channels) this.#channels.set(channel, this.#connection.newName());
  }

  static async start(
    broker: RealBroker,
    channels: Iterable<string>,
    maxInFlight = 1024,
  ): Promise<RealGroup> {
    const group = new RealGroup(broker, channels, maxInFlight);
    await group.#connect(group.#publisher);
    return group;
  }

  get now(): number {
    return this.#broker.clock.now();
  }

  async join(): Promise<RealMember> {
    const id = this.#connection.newName();
    const member: RealMember = { id, ackInboxes: new Map() };
    await this.#connect(id);
    for (const [channel, subject] of this.#channels) {
      const inbox = this.#connection.newName();
      this.#connection.subscribe(inbox, (payload) => {
        const { sequence, redeliveryCount: count, data } = MsgProto.decode(payload);
        const at = this.now;
        this.deliveries.push({ member, channel, sequence, count, data: data.toString(), at });
      });
      const request = SubscriptionRequest.encode({
        clientID: id,
        subject,
        queueGroup: 'group',
        durableName: 'durable',
        inbox,
        maxInFlight: this.#maxInFlight,
        ackWaitInSecs: ACK_WAIT,
      });
      const answer = await this.#connection.request(`_STAN.sub.${CLUSTER}`, request);
      member.ackInboxes.set(channel, SubscriptionResponse.decode(answer).ackInbox);
    }
    this.#members.add(member);
    return member;
  }

  async publish(channel: string, data: string): Promise<void> {
    const subject = this.#channels.get(channel)!;
    const guid = this.#connection.newName();
    const message = { clientID: this.#publisher, guid, subject, data: Buffer.from(data) };
    this.#connection.publish(`_STAN.pub.${CLUSTER}.${subject}`, PubMsg.encode(message));
    await this.#connection.flush();
  }

  async acknowledge(member: RealMember, channel: string, sequence: number): Promise<void> {
    const ack = Ack.encode({ subject: this.#channels.get(channel)!, sequence });
    this.#connection.publish(member.ackInboxes.get(channel)!, ack);
    await this.#connection.flush();
  }

  /** Its connection is closed, by itself or by the broker that gives it up. */
  async leave({ id }: RealMember): Promise<void> {
    const request = CloseRequest.encode({ clientID: id });
    await this.#connection.request(`_STAN.close.${CLUSTER}`, request);
  }

  /** What was sent since this was asked last. */
  take(): Delivery[] {
    const came = this.deliveries.slice(this.#taken);
    this.#taken = this.deliveries.length;
    return came;
  }

  async pass(ms: number): Promise<void> {
    await this.#broker.clock.pass(ms, () => this.#connection.flush());
  }

  /** Everybody leaves, and nothing is under way any more. */
  async end(): Promise<void> {
    for (const member of this.#members) await this.leave(member);
    await this.leave({ id: this.#publisher, ackInboxes: new Map() });
  }

  async #connect(id: string): Promise<void> {
    const heartbeatInbox = this.#connection.newName();
    const request = ConnectRequest.encode({ clientID: id, heartbeatInbox, protocol: 0 });
    await this.#connection.request(`_STAN.discover.${CLUSTER}`, request);
  }
}
