import { VirtualClock } from '@workbook/clock';
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
import { type Logger, silentLog } from '../../src/log';
import { type Interest, Router } from '../../src/nats/router';
import { DEFAULT_LIMITS, type Limits } from '../../src/streaming/limits';
import { Requests } from '../../src/streaming/requests/requests';
import { Streaming } from '../../src/streaming/streaming';
import { MemoryStore } from '../../src/store/memory-store';

/** The streaming layer on a router, without sockets: what is sent has arrived when the call returns. */
export class InProcess {
  readonly clock = new VirtualClock(1_000_000);
  readonly router = new Router();
  readonly streaming: Streaming;
  readonly requests: Requests;
  #inboxes = 0;

  constructor(limits: Partial<Limits> = {}, log: Logger = silentLog) {
    this.streaming = new Streaming({
      clusterID: 'c',
      router: this.router,
      clock: this.clock,
      log,
      heartbeat: { interval: 30_000, timeout: 10_000, failCount: 2 },
      limits: { ...DEFAULT_LIMITS, ...limits },
      replaceDurable: false,
      emit: undefined,
      store: new MemoryStore(),
    });
    this.requests = new Requests(this.streaming, this.router);
    this.requests.serve();
  }

  /** A client that is registered. */
  client(id: string): Client {
    const client = new Client(this, id);
    expect(client.connect()).toMatchObject([{ error: '', protocol: 1 }]);
    return client;
  }

  newInbox(): string {
    return `inbox.${++this.#inboxes}`;
  }

  /** @returns the payloads that answer, by now and later */
  request(subject: string, payload: Buffer): Buffer[] {
    const reply = this.newInbox();
    const answers: Buffer[] = [];
    this.router.subscribe(reply, undefined, (answer) => {
      answers.push(answer.payload);
    });
    this.router.publish(subject, reply, payload);
    return answers;
  }

  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms, () => Promise.resolve());
  }
}

/** A client of a test: it answers heartbeats and acknowledges when it is told to. */
export class Client {
  answersHeartbeats = true;
  readonly connID: Buffer;
  #guids = 0;

  constructor(
    readonly broker: InProcess,
    readonly id: string,
  ) {
    this.connID = Buffer.from(`conn ${id} ${broker.newInbox()}`);
  }

  /** @returns the answers, also those to come: one, in the end */
  connect(): ConnectResponse[] {
    const heartbeatInbox = this.broker.newInbox();
    this.broker.router.subscribe(heartbeatInbox, undefined, ({ reply }) => {
      if (this.answersHeartbeats) this.broker.router.publish(reply!, undefined, Buffer.alloc(0));
    });
    const bytes = ConnectRequest.encode({
      clientID: this.id,
      heartbeatInbox,
      protocol: 1,
      connID: this.connID,
    });
    const answers: ConnectResponse[] = [];
    const reply = this.broker.newInbox();
    this.broker.router.subscribe(reply, undefined, ({ payload }) => {
      answers.push(ConnectResponse.decode(payload));
    });
    this.broker.router.publish('_STAN.discover.c', reply, bytes);
    return answers;
  }

  /** @returns the error of the PubAck, empty if there is none */
  publish(subject: string, data: string | Buffer = 'x'): string {
    const guid = `guid ${++this.#guids}`;
    const message = { clientID: this.id, connID: this.connID, guid, subject };
    const bytes = PubMsg.encode({ ...message, data: Buffer.from(data) });
    const acks = this.broker.request('_STAN.pub.c.any', bytes).map((ack) => PubAck.decode(ack));
    expect(acks).toEqual([{ guid, error: acks[0]?.error }]);
    return acks[0]!.error;
  }

  subscribe(subject: string, request: Partial<SubscriptionRequest> = {}): Listener {
    return new Listener(this, subject, request);
  }

  /** @returns the error, empty if there is none */
  ping(): string {
    const bytes = Ping.encode({ connID: this.connID });
    return PingResponse.decode(this.broker.request('_STAN.discover.c.pings', bytes)[0]!).error;
  }

  /** @returns the error, empty if there is none */
  close(): string {
    const bytes = CloseRequest.encode({ clientID: this.id });
    return CloseResponse.decode(this.broker.request('_STAN.close.c', bytes)[0]!).error;
  }
}

/** A subscription of a test, and what it was sent. */
export class Listener {
  readonly received: MsgProto[] = [];
  readonly inbox: string;
  readonly ackInbox: string;
  readonly error: string;
  readonly #interest: Interest;

  constructor(
    readonly client: Client,
    readonly subject: string,
    request: Partial<SubscriptionRequest>,
  ) {
    const { broker } = client;
    this.inbox = broker.newInbox();
    this.#interest = broker.router.subscribe(this.inbox, undefined, ({ payload }) => {
      this.received.push(MsgProto.decode(payload));
    });
    const bytes = SubscriptionRequest.encode({
      clientID: client.id,
      subject,
      inbox: this.inbox,
      maxInFlight: 1024,
      ackWaitInSecs: 1,
      ...request,
    });
    const response = SubscriptionResponse.decode(broker.request('_STAN.sub.c', bytes)[0]!);
    this.ackInbox = response.ackInbox;
    this.error = response.error;
  }

  ack(...sequences: number[]): void {
    for (const sequence of sequences) {
      const bytes = Ack.encode({ subject: this.subject, sequence });
      this.client.broker.router.publish(this.ackInbox, undefined, bytes);
    }
  }

  /** @returns the error, empty if there is none */
  end(how: 'unsub' | 'subclose'): string {
    const { id: clientID, broker } = this.client;
    const bytes = UnsubscribeRequest.encode({
      clientID,
      subject: this.subject,
      inbox: this.ackInbox,
    });
    const response = broker.request(`_STAN.${how}.c`, bytes)[0]!;
    return SubscriptionResponse.decode(response).error;
  }

  /** Its socket is gone: nobody listens on the inbox. */
  drop(): void {
    this.#interest.unsubscribe();
  }

  /** The sequences that came since the last call, with `rN` where one came for the Nth time again. */
  story(): string {
    return this.received
      .splice(0)
      .map(({ sequence, redeliveryCount: count }) => `${sequence}${count > 0 ? `r${count}` : ''}`)
      .join(' ');
  }
}
