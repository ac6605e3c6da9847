import type { Stan } from 'node-nats-streaming';
import type { Subjects } from '../subjects';

/** A channel, and what is said on it. */
interface AnyEvent {
  readonly subject: Subjects;
  readonly data: object;
}

/** Publishes one kind of event: `class TicketCreatedPublisher extends Publisher<TicketCreated>`. */
export abstract class Publisher<Event extends AnyEvent> {
  abstract readonly subject: Event['subject'];

  constructor(private readonly stan: Stan) {}

  /**
   * Publishes an event.
   *
   * @returns a promise that resolves when the broker has stored it
   * @throws if the broker has not
   */
  publish(data: Event['data']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.stan.publish(this.subject, JSON.stringify(data), (error: unknown) =>
        error ? reject(new Error(`${this.subject} was not stored: ${String(error)}`)) : resolve(),
      );
    });
  }
}
