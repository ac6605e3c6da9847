import { Ack, MsgProto } from '@workbook/protocol';
import type { RawClient } from '../raw-client';
import type { StreamingClient } from '../streaming-client';
import { Seen } from './seen';

/** A durable subscription that acknowledges what comes, and is back on its inbox after each restart. */
export class Listener {
  readonly seen = new Seen();
  /** How many messages came more than once: an ack was lost with a server. */
  again = 0;

  private constructor(
    readonly clientID: string,
    readonly channel: string,
    private readonly inbox: string,
    private readonly ackInbox: string,
  ) {}

  /** @throws what the server says against it */
  static async begin(client: StreamingClient, channel: string): Promise<Listener> {
    const request = { startPosition: 4, durableName: 'd', ackWaitInSecs: 1 };
    const { inbox, ackInbox, error } = await client.subscribe(channel, request);
    if (error) throw new Error(`${client.clientID} could not subscribe to ${channel}: ${error}`);
    return new Listener(client.clientID, channel, inbox, ackInbox);
  }

  /** Listens on this connection until it breaks. */
  goOn(raw: RawClient): void {
    raw.subscribe(this.inbox, '', ({ payload }) => {
      const { sequence } = MsgProto.decode(payload);
      if (!this.seen.add(sequence)) this.again += 1;
      raw.publish(this.ackInbox, Ack.encode({ subject: this.channel, sequence }));
    });
  }
}
