import type { Stan } from 'node-nats-streaming';
import type { BusEvent } from '../events';

/** Publishes one kind of event: `class TicketCreatedPublisher extends Publisher<TicketCreated>`. */
export abstract class Publisher<Event extends BusEvent> {
  abstract readonly subject: Event['subject'];

  constructor(private readonly stan: Stan) {}

  /**
   * Publishes an event.
   *
   * @returns a promise that resolves when the broker has stored it
   * @throws if the broker has not
   */
  publish(data: BusEvent['data']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.stan.publish(this.subject, JSON.stringify(data), (error: unknown) =>
        error ? reject(new Error(`${this.subject} was not stored: ${String(error)}`)) : resolve(),
      );
    });
  }
}
