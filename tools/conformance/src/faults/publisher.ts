import type { PubAck } from '@workbook/protocol';
import type { RawClient, StreamingClient } from '@workbook/protocol/client';
import { payloadOf } from './payload';

/** So many publishes wait for their ack at any time. */
const IN_FLIGHT = 32;

/**
 * One client that publishes 1, 2, 3 and so on. It stays registered while servers come and go: on a new
 * connection it goes on, and publishes again what nobody acknowledged.
 */
export class Publisher {
  /** What the server has promised to keep. */
  readonly acknowledged = new Set<number>();
  readonly #inFlight = new Set<number>();
  #last = 0;
  #isFinishing = false;

  constructor(
    private readonly client: StreamingClient,
    readonly channel: string,
  ) {
    client.hearAcks((ack) => this.#acknowledge(ack));
  }

  get name(): string {
    return this.client.clientID;
  }

  /** How many messages it has made. */
  get published(): number {
    return this.#last;
  }

  /** Publishes on this connection until it breaks. */
  goOn(raw: RawClient): void {
    this.client.goOn(raw);
    for (const number of this.#inFlight) this.#send(number);
    this.#fill();
  }

  /** Makes nothing new, and resolves once everything is acknowledged. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    const what = `${this.name} had not all its PubAcks`;
    await this.client.raw.until(() => this.#inFlight.size === 0, what);
  }

  #fill(): void {
    while (!this.#isFinishing && this.#inFlight.size < IN_FLIGHT) {
      this.#last += 1;
      this.#inFlight.add(this.#last);
      this.#send(this.#last);
    }
  }

  #send(number: number): void {
    this.client.send(this.channel, payloadOf(this.name, number), { guid: String(number) });
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
