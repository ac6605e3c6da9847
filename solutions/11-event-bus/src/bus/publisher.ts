import type { Stan } from 'node-nats-streaming';
import type { BusEvent } from '../events';

/** Publishes one kind of event: `class TicketCreatedPublisher extends Publisher<TicketCreated>`. */
export abstract class Publisher<Event extends BusEvent> {
  // #region step 1: the channel and the data of one event
  abstract readonly subject: Event['subject'];
  // #starter
  //: // TODO step 1: of which event?
  //: abstract readonly subject: BusEvent['subject'];
  // #endregion

  constructor(private readonly stan: Stan) {}

  /**
   * Publishes an event.
   *
   * @returns a promise that resolves when the broker has stored it
   * @throws if the broker has not
   */
  // #region step 1: what belongs to the channel
  publish(data: Event['data']): Promise<void> {
    // #starter
    //: // TODO step 1: a ticket on order:created is taken as well.
    //: publish(data: object): Promise<void> {
    // #endregion
    return new Promise((resolve, reject) => {
      this.stan.publish(this.subject, JSON.stringify(data), (error: unknown) =>
        error ? reject(new Error(`${this.subject} was not stored: ${String(error)}`)) : resolve(),
      );
    });
  }
}
