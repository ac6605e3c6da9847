import {
  Ack,
  CloseRequest,
  MsgProto,
  SubscriptionRequest,
  SubscriptionResponse,
  UnsubscribeRequest,
} from '@workbook/protocol';
import type { RawClient } from '../raw-client';
import type { StoredServer } from '../stored-server';
import { Seen } from './seen';

const MEMBERS = 3;
const GROUP = 'g';

interface Member {
  readonly inbox: string;
  /** Undefined until the server has answered; it may have been killed before. */
  ackInbox: string | undefined;
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
  #clients = 0;
  #begun = 0;

  constructor(
    readonly channel: string,
    private readonly clusterID: string,
  ) {}

  get clientID(): string {
    return `${this.channel}-group-${this.#clients}`;
  }

  /**
   * A client begins with all its members, and the one before it, if any, ends: with it go the members that
   * the server has and the client never heard of, because of kills.
   */
  async begin(server: StoredServer): Promise<void> {
    const raw = await server.raw();
    for (const member of this.#members.splice(0)) this.#listen(raw, member);
    const before = this.clientID;
    this.#clients += 1;
    await server.client(this.clientID);
    for (let count = 0; count < MEMBERS; count++) await this.#join(raw);
    if (this.#clients > 1) {
      const request = CloseRequest.encode({ clientID: before });
      await raw.request(`_STAN.close.${this.clusterID}`, request);
    }
  }

  /** Listens on this connection until it breaks. */
  goOn(raw: RawClient): void {
    for (const member of this.#members) this.#listen(raw, member);
    void this.#replace(raw);
  }

  /** Another member comes, and the oldest that the server has told of leaves. */
  async #replace(raw: RawClient): Promise<void> {
    await this.#join(raw);
    const oldest = this.#members.find(({ ackInbox }) => ackInbox !== undefined)!;
    const request = UnsubscribeRequest.encode({
      clientID: this.clientID,
      subject: this.channel,
      inbox: oldest.ackInbox!,
    });
    await raw.request(`_STAN.subclose.${this.clusterID}`, request);
    this.#members.splice(this.#members.indexOf(oldest), 1);
  }

  async #join(raw: RawClient): Promise<void> {
    const inbox = `_INBOX.${this.clientID}.${++this.#begun}`;
    const member: Member = { inbox, ackInbox: undefined };
    this.#members.push(member);
    this.#listen(raw, member);
    const request = SubscriptionRequest.encode({
      clientID: this.clientID,
      subject: this.channel,
      queueGroup: GROUP,
      inbox,
      maxInFlight: 1000,
      ackWaitInSecs: 1,
      startPosition: 4,
    });
    const answer = await raw.request(`_STAN.sub.${this.clusterID}`, request);
    member.ackInbox = SubscriptionResponse.decode(answer).ackInbox;
  }

  #listen(raw: RawClient, member: Member): void {
    raw.subscribe(member.inbox, '', ({ payload }) => {
      const { sequence, redelivered } = MsgProto.decode(payload);
      const holder = this.#holders.get(sequence);
      if (holder && holder !== member) this.moved += 1;
      this.#holders.set(sequence, member);
      this.seen.add(sequence);
      if (member.ackInbox && (redelivered || sequence % 2 === 0)) {
        raw.publish(member.ackInbox, Ack.encode({ subject: this.channel, sequence }));
      }
    });
  }
}
