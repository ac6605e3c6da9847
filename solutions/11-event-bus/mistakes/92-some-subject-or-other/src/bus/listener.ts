import type { Message, Stan, Subscription } from 'node-nats-streaming';
import type { BusEvent } from '../events';
import type { Parked } from './parked';
import { Unprocessable } from './unprocessable';

/** What a handler is given beside the data: a message of the broker, or one that was parked and is tried again. */
export type Delivery = Pick<Message, 'getSequence' | 'isRedelivered' | 'ack'>;

/**
 * Handles one kind of event, for all copies of a service together:
 * `class TicketCreatedListener extends Listener<TicketCreated>`.
 */
export abstract class Listener<Event extends BusEvent> {
  abstract readonly subject: BusEvent['subject'];
  /** The name of the service: of its queue group, and of what is durable. */
  abstract readonly queueGroupName: string;
  /** How long the broker waits for an ack before it sends an event again, in ms. */
  protected readonly ackWait: number = 5 * 1000;
  readonly #inHand = new Set<Promise<void>>();
  #isTaking = true;

  constructor(
    private readonly stan: Stan,
    private readonly parked: Parked,
  ) {}

  /**
   * Handles an event, and acknowledges it when that is done. What is not acknowledged comes again.
   *
   * @throws Unprocessable if it could not be handled however often it came; anything else if it could not be now
   */
  abstract onMessage(data: Event['data'], msg: Delivery): Promise<void>;

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
      if (!this.#isTaking) return;
      const work = this.#take(msg).finally(() => this.#inHand.delete(work));
      this.#inHand.add(work);
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
    for (const message of await this.parked.released(this.subject)) {
      const acked: string[] = [];
      const { id, sequence, text } = message;
      const msg: Delivery = {
        getSequence: () => sequence,
        isRedelivered: () => true,
        ack: () => void acked.push(id),
      };
      try {
        await this.onMessage(dataOf(text) as Event['data'], msg);
        for (const done of acked) await this.parked.remove(done);
      } catch (error) {
        if (!(error instanceof Unprocessable)) throw error;
        await this.parked.park({ ...message, reason: error.message });
      }
    }
  }

  /** Takes nothing more; resolves when what was in hand is done. */
  async stop(): Promise<void> {
    this.#isTaking = false;
    await Promise.all(this.#inHand);
  }

  /** Handles a message, and prints what came of it. It never rejects. */
  async #take(msg: Message): Promise<void> {
    const event = `#${msg.getSequence()} of ${this.subject}${msg.isRedelivered() ? ', again' : ''}`;
    const text = String(msg.getData());
    try {
      try {
        await this.onMessage(dataOf(text) as Event['data'], msg);
      } catch (error) {
        if (!(error instanceof Unprocessable)) throw error;
        await this.parked.park({
          id: `${this.subject} #${msg.getSequence()} of ${msg.getTimestampRaw()}`,
          channel: this.subject,
          sequence: msg.getSequence(),
          text,
          reason: error.message,
        });
        msg.ack();
        console.error(`${event}: parked. ${error.message}`);
        return;
      }
      console.log(event);
    } catch (error) {
      console.error(`${event}: not handled. ${String(error)}`);
    }
  }
}

/**
 * What the text of a message says.
 *
 * @throws Unprocessable if it is no JSON, or no object
 */
function dataOf(text: string): object {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Unprocessable((error as Error).message);
  }
  if (typeof data !== 'object' || data === null) throw new Unprocessable('it is no object');
  return data;
}
