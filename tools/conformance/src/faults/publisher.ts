import { ConnectRequest, PubAck, PubMsg } from '@workbook/protocol';
import type { RawClient } from '../raw-client';
import { payloadOf } from './payload';

/** So many publishes wait for their ack at any time. */
const IN_FLIGHT = 32;

/**
 * One client that publishes 1, 2, 3 and so on. It stays registered while servers come and go: on a new
 * connection it goes on, and publishes again what nobody acknowledged. Heartbeats it leaves unanswered:
 * no server lives long enough to send one.
 */
export class Publisher {
  /** What the server has promised to keep. */
  readonly acknowledged = new Set<number>();
  readonly #inFlight = new Set<number>();
  readonly #connID: Buffer;
  readonly #inbox: string;
  #raw: RawClient | undefined;
  #last = 0;
  /** Resolves when what is in flight is acknowledged and nothing is to follow. */
  #drained: (() => void) | undefined;

  constructor(
    readonly name: string,
    readonly channel: string,
    private readonly clusterID: string,
  ) {
    this.#connID = Buffer.from(`connection of ${name}`);
    this.#inbox = `_INBOX.${name}.acks`;
  }

  /** How many messages it has made. */
  get published(): number {
    return this.#last;
  }

  /** @throws what the server says against it */
  async register(raw: RawClient): Promise<void> {
    const bytes = ConnectRequest.encode({
      clientID: this.name,
      heartbeatInbox: `_INBOX.${this.name}.heartbeats`,
      protocol: 1,
      connID: this.#connID,
      pingInterval: 5,
      pingMaxOut: 3,
    });
    this.#listen(raw);
    await raw.request(`_STAN.discover.${this.clusterID}`, bytes);
  }

  /** Publishes on this connection until it breaks. */
  goOn(raw: RawClient): void {
    this.#raw = raw;
    this.#listen(raw);
    for (const number of this.#inFlight) this.#send(number);
    this.#fill();
  }

  /** Makes nothing new, and resolves once everything is acknowledged. */
  async finish(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
      this.#fill();
    });
  }

  #listen(raw: RawClient): void {
    raw.subscribe(this.#inbox, '', ({ payload }) => this.#acknowledge(PubAck.decode(payload)));
  }

  #fill(): void {
    if (this.#drained) {
      if (this.#inFlight.size === 0) this.#drained();
      return;
    }
    while (this.#inFlight.size < IN_FLIGHT) {
      this.#last += 1;
      this.#inFlight.add(this.#last);
      this.#send(this.#last);
    }
  }

  #send(number: number): void {
    const message = PubMsg.encode({
      clientID: this.name,
      connID: this.#connID,
      guid: String(number),
      subject: this.channel,
      data: payloadOf(this.name, number),
    });
    this.#raw?.publish(`_STAN.pub.${this.clusterID}.${this.channel}`, message, this.#inbox);
  }

  /** An ack with an error promises nothing: the message goes out again. */
  #acknowledge({ guid, error }: PubAck): void {
    const number = Number(guid);
    if (error !== '') {
      this.#send(number);
      return;
    }
    this.acknowledged.add(number);
    this.#inFlight.delete(number);
    this.#fill();
  }
}
