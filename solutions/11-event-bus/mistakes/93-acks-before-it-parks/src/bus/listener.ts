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
  abstract readonly subject: Event['subject'];
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
      if (this.#isTaking) void this.#hold(this.#take(msg));
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
      if (this.#isTaking) await this.#hold(this.#tryAgain(message));
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
      const reason = await this.#handle(text, msg);
      if (reason !== undefined) {
        const sequence = msg.getSequence();
        // A broker that has forgotten everything counts from 1 again: the time tells the two apart.
        const id = `${this.subject} #${sequence} of ${msg.getTimestampRaw()}`;
        msg.ack();
        await this.parked.park({ id, channel: this.subject, sequence, text, reason });
        console.error(`${event}: parked. ${reason}`);
        return;
      }
      console.log(event);
    } catch (error) {
      console.error(`${event}: not handled. ${String(error)}`);
    }
  }

  /** Handles a message that was put aside, and prints what came of it. It never rejects. */
  async #tryAgain(message: ParkedMessage): Promise<void> {
    const { id, sequence, text } = message;
    const event = `#${sequence} of ${this.subject}, released`;
    let acks = 0;
    const ack = (): void => {
      acks++;
    };
    try {
      const msg = { getSequence: () => sequence, isRedelivered: () => true, ack };
      const reason = await this.#handle(text, msg);
      if (reason !== undefined) {
        await this.parked.park({ ...message, reason });
        console.error(`${event}: parked. ${reason}`);
        return;
      }
      if (acks > 0) await this.parked.remove(id);
      console.log(event);
    } catch (error) {
      console.error(`${event}: not handled. ${String(error)}`);
    }
  }

  /**
   * Has an event handled.
   *
   * @returns why it never can be; undefined if it was
   * @throws if it could not be now
   */
  async #handle(text: string, msg: Delivery): Promise<string | undefined> {
    try {
      await this.onMessage(dataOf(text) as Event['data'], msg);
      return undefined;
    } catch (error) {
      if (error instanceof Unprocessable) return error.message;
      throw error;
    }
  }

  /** Has `work`, which never rejects, in hand. */
  async #hold(work: Promise<void>): Promise<void> {
    this.#inHand.add(work);
    await work;
    this.#inHand.delete(work);
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
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    throw new Unprocessable('it is no object');
  return data;
}
