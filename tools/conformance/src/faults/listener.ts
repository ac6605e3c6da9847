import { Ack, MsgProto } from '@workbook/protocol';
import type { RawClient } from '../raw-client';
import type { StreamingClient } from '../streaming-client';

/** A durable subscription that acknowledges what comes, and is back on its inbox after each restart. */
export class Listener {
  /** Sequences that came, at least once. */
  readonly seen = new Set<number>();
  /** How many messages came more than once: an ack was lost with a server. */
  again = 0;
  /** Resolves when everything up to a sequence has come. */
  #wanted: { readonly last: number; readonly resolve: () => void } | undefined;

  private constructor(
    readonly channel: string,
    private readonly inbox: string,
    private readonly ackInbox: string,
  ) {}

  /** @throws what the server says against it */
  static async begin(client: StreamingClient, channel: string): Promise<Listener> {
    const request = { startPosition: 4, durableName: 'd', ackWaitInSecs: 1 };
    const { inbox, ackInbox, error } = await client.subscribe(channel, request);
    if (error) throw new Error(`${client.clientID} could not subscribe to ${channel}: ${error}`);
    return new Listener(channel, inbox, ackInbox);
  }

  /** Listens on this connection until it breaks. */
  goOn(raw: RawClient): void {
    raw.subscribe(this.inbox, '', ({ payload }) => {
      const { sequence } = MsgProto.decode(payload);
      if (this.seen.has(sequence)) this.again += 1;
      this.seen.add(sequence);
      raw.publish(this.ackInbox, Ack.encode({ subject: this.channel, sequence }));
      this.#check();
    });
  }

  /** Resolves when every sequence from 1 to `last` has come. */
  async hasAll(last: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wanted = { last, resolve };
      this.#check();
    });
  }

  #check(): void {
    if (this.#wanted && this.seen.size >= this.#wanted.last) this.#wanted.resolve();
  }
}
