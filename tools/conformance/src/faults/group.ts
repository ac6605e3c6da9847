import type { MsgProto } from '@workbook/protocol';
import type { RawClient, StreamingClient, StreamingSubscription } from '@workbook/protocol/client';
import { Seen } from './seen';

const MEMBERS = 3;
const REQUEST = { queueGroup: 'g', maxInFlight: 1000, ackWaitInSecs: 1, startPosition: 4 };

interface Member {
  /** Undefined until the server has taken it; it may have been killed before. */
  subscription?: StreamingSubscription;
}

/**
 * A queue group of one client at a time. Half of what comes is not acknowledged before it comes again, and in each
 * life of a server one member is replaced: so messages are pending, and pass from member to member, at
 * every kill.
 */
export class Group {
  readonly seen = new Seen();
  /** How many messages came again to another member than before. */
  moved = 0;
  readonly #members: Member[] = [];
  readonly #holders = new Map<number, Member>();

  private constructor(
    public client: StreamingClient,
    readonly channel: string,
  ) {}

  /** Begins with all its members. */
  static async begin(client: StreamingClient, channel: string): Promise<Group> {
    const group = new Group(client, channel);
    await group.#fill();
    return group;
  }

  /**
   * `client` takes over with members of its own, and the one before it ends: with it go the members that
   * the server has and nobody heard of, because of kills.
   *
   * @param raw a connection of the old client to the server that runs now
   */
  async renew(client: StreamingClient, raw: RawClient): Promise<void> {
    const before = this.client;
    before.goOn(raw);
    this.client = client;
    this.#members.length = 0;
    await this.#fill();
    await before.close();
  }

  async #fill(): Promise<void> {
    for (let count = 0; count < MEMBERS; count++) await this.#join();
  }

  /** Listens on this connection until it breaks. */
  goOn(raw: RawClient): void {
    this.client.goOn(raw);
    this.#replace().catch((error: unknown) => {
      // The server may be killed before it answers.
      if (!raw.isClosed) throw error;
    });
  }

  /** Another member comes, and the oldest that the server has told of leaves. */
  async #replace(): Promise<void> {
    await this.#join();
    const oldest = this.#members.find(({ subscription }) => subscription)!;
    await this.client.end('subclose', oldest.subscription!);
    this.#members.splice(this.#members.indexOf(oldest), 1);
  }

  async #join(): Promise<void> {
    const member: Member = {};
    this.#members.push(member);
    const subscription = await this.client.subscribe(this.channel, REQUEST, (message) =>
      this.#heard(member, message),
    );
    if (!subscription.error) member.subscription = subscription;
  }

  #heard(member: Member, { sequence, redelivered }: MsgProto): void {
    const holder = this.#holders.get(sequence);
    if (holder && holder !== member) this.moved += 1;
    this.#holders.set(sequence, member);
    this.seen.add(sequence);
    const { subscription } = member;
    if (subscription && (redelivered || sequence % 2 === 0)) {
      this.client.ack(subscription, sequence);
    }
  }
}
