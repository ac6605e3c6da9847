import { randomUUID } from 'node:crypto';
import { connect, type Stan } from 'node-nats-streaming';

/** A publisher and a listener in one client. */
export class Streaming {
  readonly #stan: Stan;

  private constructor(stan: Stan) {
    this.#stan = stan;
  }

  static async connect(port: number): Promise<Streaming> {
    const stan = connect('ticketing', `client-${randomUUID()}`, {
      url: `nats://127.0.0.1:${port}`,
    });
    await new Promise((resolve, reject) => {
      stan.once('connect', resolve);
      stan.once('error', reject);
    });
    stan.on('error', () => undefined);
    return new Streaming(stan);
  }

  /** Resolves when so many have been published, and all have come. */
  async publishAndReceive(count: number): Promise<void> {
    const subject = `payment:created:${randomUUID()}`;
    let received = 0;
    const all = new Promise<void>((resolve) => {
      this.#stan
        .subscribe(subject, this.#stan.subscriptionOptions().setDeliverAllAvailable())
        .on('message', () => {
          received += 1;
          if (received === count) resolve();
        });
    });
    for (let sent = 0; sent < count; sent += 1) {
      await new Promise<void>((resolve, reject) => {
        this.#stan.publish(subject, String(sent), (error) => (error ? reject(error) : resolve()));
      });
    }
    await all;
  }

  close(): void {
    this.#stan.close();
  }
}
