import type { RawClient, StreamingClient } from '@workbook/protocol/client';
import { Seen } from './seen';

const REQUEST = { startPosition: 4, durableName: 'd', ackWaitInSecs: 1 };

/** A durable subscription that acknowledges what comes, and is back on its inbox after each restart. */
export class Listener {
  readonly seen = new Seen();
  /** How many messages came more than once: an ack was lost with a server. */
  again = 0;

  private constructor(
    readonly client: StreamingClient,
    readonly channel: string,
  ) {}

  /** @throws what the server says against it */
  static async begin(client: StreamingClient, channel: string): Promise<Listener> {
    const listener = new Listener(client, channel);
    const subscription = await client.subscribe(channel, REQUEST, ({ sequence }) => {
      if (!listener.seen.add(sequence)) listener.again += 1;
      client.ack(subscription, sequence);
    });
    const { error } = subscription;
    if (error) throw new Error(`${client.clientID} could not subscribe to ${channel}: ${error}`);
    return listener;
  }

  /** Listens on this connection until it breaks. */
  goOn(raw: RawClient): void {
    this.client.goOn(raw);
  }
}
