import type { Stan } from 'node-nats-streaming';
import type { BusEvent } from '../events';

/** Publishes one kind of event: `class TicketCreatedPublisher extends Publisher<TicketCreated>`. */
export abstract class Publisher<Event extends BusEvent> {
  abstract readonly subject: Event['subject'];

  constructor(private readonly stan: Stan) {}

  /** Publishes an event. */
  publish(data: Event['data']): Promise<void> {
    this.stan.publish(this.subject, JSON.stringify(data), (error: unknown) => {
      if (error) console.error(`${this.subject} was not stored: ${String(error)}`);
    });
    return Promise.resolve();
  }
}
