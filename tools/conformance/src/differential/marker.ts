import {
  CloseRequest,
  ConnectRequest,
  MsgProto,
  PubAck,
  PubMsg,
  SubscriptionRequest,
} from '@workbook/protocol';
import { RawClient } from '@workbook/protocol/client';
import { within } from '@workbook/protocol/waiting';
import type { Journal } from './journal';

const INBOX = '_INBOX.marker';
/** A server that takes longer hangs. */
const LATE_MS = 5000;
const HOUR_S = 3600;

/**
 * A client that sends something through the server after all that others have sent, and waits until it
 * comes out. The real server handles requests, acks and messages each on a connection of its own: a close
 * request is answered when all requests and acks before it have been handled, and a message is stored,
 * delivered and acknowledged when all messages before it have been.
 */
export class Marker {
  #raw: RawClient | undefined;
  #passed = 0;
  #missing = 0;
  #came: (() => void) | undefined;

  constructor(private readonly journal: Journal) {}

  async open(url: string): Promise<void> {
    await this.drop();
    const raw = await RawClient.open(url);
    this.#raw = raw;
    raw.subscribe(`${INBOX}.heartbeats`, '', ({ reply = '' }) => raw.publish(reply));
    raw.subscribe(`${INBOX}.acks`, '', ({ payload }) => this.#heard(PubAck.decode(payload).guid));
    raw.subscribe(`${INBOX}.messages`, '', ({ payload }) =>
      this.#heard(MsgProto.decode(payload).data.toString()),
    );
  }

  async drop(): Promise<void> {
    await this.#raw?.drop();
  }

  /** Makes the marker known to a server that does not know it. */
  async register(): Promise<void> {
    const client = { clientID: 'marker', connID: Buffer.from('marker') };
    await this.#raw?.request(
      '_STAN.discover.test-cluster',
      ConnectRequest.encode({ ...client, heartbeatInbox: `${INBOX}.heartbeats`, protocol: 1 }),
    );
    await this.#raw?.request(
      '_STAN.sub.test-cluster',
      SubscriptionRequest.encode({
        clientID: 'marker',
        subject: 'marker',
        inbox: `${INBOX}.messages`,
        maxInFlight: 1e6,
        ackWaitInSecs: HOUR_S,
      }),
    );
  }

  /** Resolves when the server has handled everything that came before; what is late is noted. */
  async pass(): Promise<void> {
    try {
      await within(this.#through(this.#raw!), LATE_MS, (time) => `${this.#name} took ${time}`);
    } catch {
      this.journal.note({ what: 'server' }, 'does not answer');
    }
  }

  async #through(raw: RawClient): Promise<void> {
    const nobody = CloseRequest.encode({ clientID: 'nobody' });
    await raw.request('_STAN.close.test-cluster', nobody);
    this.#passed += 1;
    const message = PubMsg.encode({
      clientID: 'marker',
      guid: this.#name,
      subject: 'marker',
      data: Buffer.from(this.#name),
    });
    await new Promise<void>((resolve) => {
      this.#came = resolve;
      this.#missing = 2;
      raw.publish('_STAN.pub.test-cluster.marker', message, `${INBOX}.acks`);
    });
  }

  /** The message has come, or its ack has. */
  #heard(name: string): void {
    if (name !== this.#name) return;
    this.#missing -= 1;
    if (this.#missing === 0) this.#came?.();
  }

  get #name(): string {
    return `marker${this.#passed}`;
  }
}
