import type { RawMessage } from '../nats';
import {
  Ack,
  CloseRequest,
  CloseResponse,
  ConnectRequest,
  ConnectResponse,
  MsgProto,
  Ping,
  PingResponse,
  PubAck,
  PubMsg,
  SubscriptionRequest,
  SubscriptionResponse,
  UnsubscribeRequest,
} from '../streaming';
import type { RawClient, RawSubscription } from './raw-client';

/** A streaming subscription. */
export interface StreamingSubscription {
  /** Why it was refused; empty if it was not. */
  readonly error: string;
  readonly ackInbox: string;
  readonly inbox: string;
  readonly channel: string;
  /** What came, in order; empty if somebody else listens. */
  readonly received: readonly MsgProto[];
}

/** A streaming client that answers heartbeats when it is told to, and acknowledges when it is told to. */
export class StreamingClient {
  /** How often the server asked whether the client is there. */
  heartbeats = 0;
  answersHeartbeats = true;
  response = ConnectResponse.decode(Buffer.alloc(0));
  /** Every PubAck, in order; empty if somebody else hears them. */
  readonly pubAcks: PubAck[] = [];
  readonly connID = Buffer.from(`conn${Math.random().toString(36).slice(2)}`);
  readonly #acks: string;
  /** Where it listens, on whatever connection. */
  readonly #inboxes = new Map<string, (message: RawMessage) => void>();
  #raw: RawClient;
  #guids = 0;
  #acknowledged = (ack: PubAck): unknown => this.pubAcks.push(ack);

  /** @param raw a connection of its own */
  constructor(
    raw: RawClient,
    readonly clusterID: string,
    readonly clientID: string,
  ) {
    this.#raw = raw;
    this.#acks = raw.newInbox();
    this.#listen(this.#acks, ({ payload }) => this.#acknowledged(PubAck.decode(payload)));
  }

  /** One that is registered. @throws what the server says against it */
  static async open(raw: RawClient, clusterID: string, clientID: string): Promise<StreamingClient> {
    const client = new StreamingClient(raw, clusterID, clientID);
    const { error } = await client.connect();
    if (error) throw new Error(`${clientID} could not connect: ${error}`);
    return client;
  }

  /** The connection that it is on. */
  get raw(): RawClient {
    return this.#raw;
  }

  /** Registers; the outcome is in `response`. */
  async connect(request: Partial<ConnectRequest> = {}): Promise<ConnectResponse> {
    const heartbeatInbox = this.#raw.newInbox();
    this.#listen(heartbeatInbox, ({ reply }) => {
      this.heartbeats++;
      if (this.answersHeartbeats && reply !== undefined) this.#raw.publish(reply);
    });
    const bytes = ConnectRequest.encode({
      clientID: this.clientID,
      heartbeatInbox,
      protocol: 1,
      connID: this.connID,
      pingInterval: 5,
      pingMaxOut: 3,
      ...request,
    });
    const payload = await this.#raw.request(`_STAN.discover.${this.clusterID}`, bytes);
    return (this.response = ConnectResponse.decode(payload));
  }

  /** Has `listener` told of each PubAck. */
  hearAcks(listener: (ack: PubAck) => void): void {
    this.#acknowledged = listener;
  }

  /** Goes on on another connection, as client libraries do when theirs broke: it listens where it did. */
  goOn(raw: RawClient): void {
    this.#raw = raw;
    for (const [inbox, heard] of this.#inboxes) raw.subscribe(inbox, '', heard);
  }

  /** Publishes without waiting for the ack. */
  send(subject: string, data: string | Uint8Array = '', more: Partial<PubMsg> = {}): void {
    const message = PubMsg.encode({
      clientID: this.clientID,
      connID: this.connID,
      guid: `guid${++this.#guids}`,
      subject,
      data: Buffer.from(data),
      ...more,
    });
    this.#raw.publish(`_STAN.pub.${this.clusterID}.any`, message, this.#acks);
  }

  /** Publishes, and waits for the ack. */
  async publish(
    subject: string,
    data: string | Uint8Array = '',
    more: Partial<PubMsg> = {},
  ): Promise<PubAck> {
    const count = this.pubAcks.length;
    this.send(subject, data, more);
    await this.acked(count + 1);
    return this.pubAcks[count]!;
  }

  /** Resolves when there are `count` PubAcks. */
  async acked(count: number): Promise<void> {
    const { clientID, pubAcks } = this;
    await this.#raw.until(() => pubAcks.length >= count, `${clientID} had not ${count} PubAcks`);
  }

  /** @param listener is told what comes; unless given, it is kept */
  async subscribe(
    channel: string,
    request: Partial<SubscriptionRequest> = {},
    listener?: (message: MsgProto) => void,
  ): Promise<StreamingSubscription> {
    const received: MsgProto[] = [];
    const tell = listener ?? ((message) => received.push(message));
    const inbox = this.#raw.newInbox();
    const own = this.#listen(inbox, ({ payload }) => tell(MsgProto.decode(payload)));
    const bytes = SubscriptionRequest.encode({
      clientID: this.clientID,
      subject: channel,
      inbox,
      maxInFlight: 1024,
      ackWaitInSecs: 30,
      ...request,
    });
    const payload = await this.#raw.request(`_STAN.sub.${this.clusterID}`, bytes);
    const { ackInbox, error } = SubscriptionResponse.decode(payload);
    if (error) {
      this.#inboxes.delete(inbox);
      this.#raw.unsubscribe(own);
    }
    return { error, ackInbox, inbox, channel, received };
  }

  /** Acknowledges; `ackInbox` may be that of another subscription. */
  ack(
    { channel, ackInbox }: Pick<StreamingSubscription, 'channel' | 'ackInbox'>,
    ...sequences: number[]
  ): void {
    for (const sequence of sequences) {
      this.#raw.publish(ackInbox, Ack.encode({ subject: channel, sequence }));
    }
  }

  /** @returns the error, empty if there is none */
  async end(
    how: 'unsub' | 'subclose',
    { channel, inbox, ackInbox }: Pick<StreamingSubscription, 'channel' | 'inbox' | 'ackInbox'>,
    request: Partial<UnsubscribeRequest> = {},
  ): Promise<string> {
    const bytes = UnsubscribeRequest.encode({
      clientID: this.clientID,
      subject: channel,
      inbox: ackInbox,
      ...request,
    });
    const payload = await this.#raw.request(`_STAN.${how}.${this.clusterID}`, bytes);
    this.#inboxes.delete(inbox);
    return SubscriptionResponse.decode(payload).error;
  }

  /** @returns the error, empty if there is none */
  async ping(connID: Uint8Array = this.connID): Promise<string> {
    const bytes = Ping.encode({ connID: Buffer.from(connID) });
    const payload = await this.#raw.request(`_STAN.discover.${this.clusterID}.pings`, bytes);
    return PingResponse.decode(payload).error;
  }

  /** @returns the error, empty if there is none */
  async close(clientID = this.clientID): Promise<string> {
    const bytes = CloseRequest.encode({ clientID });
    const payload = await this.#raw.request(`_STAN.close.${this.clusterID}`, bytes);
    return CloseResponse.decode(payload).error;
  }

  #listen(inbox: string, heard: (message: RawMessage) => void): RawSubscription {
    this.#inboxes.set(inbox, heard);
    return this.#raw.subscribe(inbox, '', heard);
  }
}
