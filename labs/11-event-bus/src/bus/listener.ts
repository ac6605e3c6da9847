import type { Message, Stan, Subscription } from 'node-nats-streaming';
import type { BusEvent } from '../events';
import type { Parked, ParkedMessage } from './parked';
import { Unprocessable } from './unprocessable';

/** What a handler is given beside the data: a message of the broker, or one that was parked and is tried again. */
export type Delivery = Pick<Message, 'getSequence' | 'isRedelivered' | 'ack'>;

/**
 * Handles one kind of event, for all copies of a service together:
 * `class TicketCreatedListener extends Listener<TicketCreated>`.
 */
export abstract class Listener<Event extends BusEvent> {
  // TODO step 1: of which event?
  abstract readonly subject: BusEvent['subject'];
  /** The name of the service: of its queue group, and of what is durable. */
  abstract readonly queueGroupName: string;
  /** How long the broker waits for an ack before it sends an event again, in ms. */
  protected readonly ackWait: number = 5 * 1000;

  constructor(
    private readonly stan: Stan,
    private readonly parked: Parked,
  ) {}

  /**
   * Handles an event, and acknowledges it when that is done. What is not acknowledged comes again.
   *
   * @throws Unprocessable if it could not be handled however often it came; anything else if it could not be now
   */
  // TODO step 1: and what does it say?
  abstract onMessage(data: object, msg: Delivery): Promise<void>;

  /** Subscribes. A service that starts for the first time gets every event ever emitted. */
  listen(): Subscription {
    const options = this.stan
      .subscriptionOptions()
      .setManualAckMode(true)
      .setAckWait(this.ackWait)
      .setDeliverAllAvailable()
      .setDurableName(this.queueGroupName);
    const subscription = this.stan.subscribe(this.subject, this.queueGroupName, options);
    subscription.on('message', (msg: Message) => {
      void this.#take(msg);
    });
    subscription.on('error', (error: Error) => {
      console.error(
        `The broker does not let ${this.queueGroupName} subscribe.\n    ${error.message}`,
      );
      process.exit(1);
    });
    return subscription;
  }

  /** Tries the messages again that were put aside and released. Each that is acknowledged is put aside no longer. */
  async handleReleased(): Promise<void> {
    // TODO step 2: somebody has mended what was wrong, and released them.
    await this.parked.released(this.subject);
  }

  /** Takes nothing more; resolves when what was in hand is done. */
  async stop(): Promise<void> {
    // TODO step 3: events go on coming, and nobody knows what is in hand.
  }

  /** Handles a message, and prints what came of it. It never rejects. */
  async #take(msg: Message): Promise<void> {
    const event = `#${msg.getSequence()} of ${this.subject}${msg.isRedelivered() ? ', again' : ''}`;
    const text = String(msg.getData());
    try {
      // TODO step 2: what this cannot parse, and what nobody can handle, comes again every ackWait, for ever.
      await this.onMessage(JSON.parse(text) as Event['data'], msg);
      console.log(event);
    } catch (error) {
      console.error(`${event}: not handled. ${String(error)}`);
    }
  }
}
