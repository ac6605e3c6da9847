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
} from '@workbook/protocol';
import { RawClient, type RawSubscription } from './raw-client';

/** A streaming subscription of a test. */
export interface StreamingSubscription {
  readonly error: string;
  readonly ackInbox: string;
  readonly inbox: string;
  readonly channel: string;
  /** What came, in order. */
  readonly received: MsgProto[];
}

/** A streaming client that answers heartbeats when it is told to, and acknowledges when it is told to. */
export class StreamingClient {
  /** How often the server asked whether the client is there. */
  heartbeats = 0;
  answersHeartbeats = true;
  response = ConnectResponse.decode(Buffer.alloc(0));
  /** Every PubAck, in order. */
  readonly pubAcks: PubAck[] = [];
  readonly connID = Buffer.from(`conn${Math.random().toString(36).slice(2)}`);
  readonly #acks: string;
  #guids = 0;

  constructor(
    readonly raw: RawClient,
    readonly clusterID: string,
    readonly clientID: string,
  ) {
    this.#acks = raw.newInbox();
    raw.subscribe(this.#acks, '', ({ payload }) => this.pubAcks.push(PubAck.decode(payload)));
  }

  /** Registers; the outcome is in `response`. */
  async connect(request: Partial<ConnectRequest> = {}): Promise<ConnectResponse> {
    const heartbeatInbox = this.raw.newInbox();
    this.raw.subscribe(heartbeatInbox, '', ({ reply }) => {
      this.heartbeats++;
      if (this.answersHeartbeats && reply !== undefined) this.raw.publish(reply);
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
    const payload = await this.raw.request(`_STAN.discover.${this.clusterID}`, bytes);
    return (this.response = ConnectResponse.decode(payload));
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
    this.raw.publish(`_STAN.pub.${this.clusterID}.any`, message, this.#acks);
  }

  /** Publishes, and waits for the ack. */
  async publish(
    subject: string,
    data: string | Uint8Array = '',
    more: Partial<PubMsg> = {},
  ): Promise<PubAck> {
    const count = this.pubAcks.length;
    this.send(subject, data, more);
    while (this.pubAcks.length === count) await this.raw.flush();
    return this.pubAcks[count]!;
  }

  async subscribe(
    channel: string,
    request: Partial<SubscriptionRequest> = {},
  ): Promise<StreamingSubscription> {
    const inbox = this.raw.newInbox();
    const received: MsgProto[] = [];
    const { sid }: RawSubscription = this.raw.subscribe(inbox, '', ({ payload }) => {
      received.push(MsgProto.decode(payload));
    });
    const bytes = SubscriptionRequest.encode({
      clientID: this.clientID,
      subject: channel,
      inbox,
      maxInFlight: 1024,
      ackWaitInSecs: 30,
      ...request,
    });
    const payload = await this.raw.request(`_STAN.sub.${this.clusterID}`, bytes);
    const { ackInbox, error } = SubscriptionResponse.decode(payload);
    if (error) this.raw.write(`UNSUB ${sid}\r\n`);
    return { error, ackInbox, inbox, channel, received };
  }

  /** Acknowledges; `ackInbox` may be that of another subscription. */
  ack(
    { channel, ackInbox }: Pick<StreamingSubscription, 'channel' | 'ackInbox'>,
    ...sequences: number[]
  ): void {
    for (const sequence of sequences) {
      this.raw.publish(ackInbox, Ack.encode({ subject: channel, sequence }));
    }
  }

  /** @returns the error, empty if there is none */
  async end(
    how: 'unsub' | 'subclose',
    subscription: StreamingSubscription,
    request: Partial<UnsubscribeRequest> = {},
  ): Promise<string> {
    const bytes = UnsubscribeRequest.encode({
      clientID: this.clientID,
      subject: subscription.channel,
      inbox: subscription.ackInbox,
      ...request,
    });
    const payload = await this.raw.request(`_STAN.${how}.${this.clusterID}`, bytes);
    return SubscriptionResponse.decode(payload).error;
  }

  /** @returns the error, empty if there is none */
  async ping(connID: Uint8Array = this.connID): Promise<string> {
    const bytes = Ping.encode({ connID: Buffer.from(connID) });
    const payload = await this.raw.request(`_STAN.discover.${this.clusterID}.pings`, bytes);
    return PingResponse.decode(payload).error;
  }

  /** @returns the error, empty if there is none */
  async close(clientID = this.clientID): Promise<string> {
    const bytes = CloseRequest.encode({ clientID });
    const payload = await this.raw.request(`_STAN.close.${this.clusterID}`, bytes);
    return CloseResponse.decode(payload).error;
  }
}

/** The sequences that came, with `rN` where one came again for the Nth time: `1 2 1r1`. */
export function story({ received }: Pick<StreamingSubscription, 'received'>): string {
  return received
    .map(({ sequence, redeliveryCount }) =>
      redeliveryCount > 0 ? `${sequence}r${redeliveryCount}` : String(sequence),
    )
    .join(' ');
}
