import { once } from 'node:events';
import { connect, type Stan } from 'node-nats-streaming';
import {
  ACK_WAIT_S,
  CLUSTER_ID,
  MAX_IN_FLIGHT,
  PUBLISH_WINDOW,
  type StreamingClient,
  type Terms,
} from './streaming-client';

/** The client that the labs use, with its own ways and its own speed. */
export class NpmClient implements StreamingClient {
  readonly #stan: Stan;

  private constructor(stan: Stan) {
    this.#stan = stan;
  }

  /** @throws if nobody listens, or the server refuses the client ID */
  static async open(url: string, clientID: string): Promise<NpmClient> {
    const stan = connect(CLUSTER_ID, clientID, { url });
    await once(stan, 'connect');
    return new NpmClient(stan);
  }

  async publish(channel: string, size: number, count: number): Promise<void> {
    const data = Buffer.alloc(size, 'x');
    let sent = 0;
    let acked = 0;
    await new Promise<void>((resolve, reject) => {
      const next = (): void => {
        sent++;
        this.#stan.publish(channel, data, (error) => {
          if (error) reject(error);
          else if (++acked === count) resolve();
          else if (sent < count) next();
        });
      };
      while (sent < Math.min(count, PUBLISH_WINDOW)) next();
    });
  }

  async subscribe(channel: string, { group, all, received }: Terms): Promise<void> {
    const options = this.#stan
      .subscriptionOptions()
      .setMaxInFlight(MAX_IN_FLIGHT)
      .setAckWait(ACK_WAIT_S * 1000);
    if (all) options.setDeliverAllAvailable();
    const subscription = group
      ? this.#stan.subscribe(channel, group, options)
      : this.#stan.subscribe(channel, options);
    subscription.on('message', () => received(1));
    await once(subscription, 'ready');
  }

  async close(): Promise<void> {
    const closed = once(this.#stan, 'close');
    this.#stan.close();
    await closed;
  }
}
