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
  // #region step 1: the channel of one event
  abstract readonly subject: Event['subject'];
  // #starter
  //: // TODO step 1: of which event?
  //: abstract readonly subject: BusEvent['subject'];
  // #endregion
  /** The name of the service: of its queue group, and of what is durable. */
  abstract readonly queueGroupName: string;
  /** How long the broker waits for an ack before it sends an event again, in ms. */
  protected readonly ackWait: number = 5 * 1000;
  // #region step 3: what is in hand
  readonly #inHand = new Set<Promise<void>>();
  #isTaking = true;
  // #starter
  // #endregion

  constructor(
    private readonly stan: Stan,
    private readonly parked: Parked,
  ) {}

  /**
   * Handles an event, and acknowledges it when that is done. What is not acknowledged comes again.
   *
   * @throws Unprocessable if it could not be handled however often it came; anything else if it could not be now
   */
  // #region step 1: the data of one event
  abstract onMessage(data: Event['data'], msg: Delivery): Promise<void>;
  // #starter
  //: // TODO step 1: and what does it say?
  //: abstract onMessage(data: object, msg: Delivery): Promise<void>;
  // #endregion

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
      // #region step 3: nothing new once it stops
      if (this.#isTaking) void this.#hold(this.#take(msg));
      // #starter
      //: void this.#take(msg);
      // #endregion
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
    // #region step 2: each of them once more, whatever becomes of the others
    for (const message of await this.parked.released(this.subject)) {
      if (this.#isTaking) await this.#hold(this.#tryAgain(message));
    }
    // #starter
    //: // TODO step 2: somebody has mended what was wrong, and released them.
    //: await this.parked.released(this.subject);
    // #endregion
  }

  /** Takes nothing more; resolves when what was in hand is done. */
  async stop(): Promise<void> {
    // #region step 3: nothing new, and all of the old
    this.#isTaking = false;
    await Promise.all(this.#inHand);
    // #starter
    //: // TODO step 3: events go on coming, and nobody knows what is in hand.
    // #endregion
  }

  /** Handles a message, and prints what came of it. It never rejects. */
  async #take(msg: Message): Promise<void> {
    const event = `#${msg.getSequence()} of ${this.subject}${msg.isRedelivered() ? ', again' : ''}`;
    const text = String(msg.getData());
    try {
      // #region step 2: put aside first, acknowledged afterwards
      const reason = await this.#handle(text, msg);
      if (reason !== undefined) {
        const sequence = msg.getSequence();
        // A broker that has forgotten everything counts from 1 again: the time tells the two apart.
        const id = `${this.subject} #${sequence} of ${msg.getTimestampRaw()}`;
        await this.parked.park({ id, channel: this.subject, sequence, text, reason });
        msg.ack();
        console.error(`${event}: parked. ${reason}`);
        return;
      }
      // #starter
      //: // TODO step 2: what this cannot parse, and what nobody can handle, comes again every ackWait, for ever.
      //: await this.onMessage(JSON.parse(text) as Event['data'], msg);
      // #endregion
      console.log(event);
    } catch (error) {
      console.error(`${event}: not handled. ${String(error)}`);
    }
  }
  // #region step 2: once more, and out of the way if that is the end of it

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
  // #starter
  // #endregion
  // #region step 3: until it is done

  /** Has `work`, which never rejects, in hand. */
  async #hold(work: Promise<void>): Promise<void> {
    this.#inHand.add(work);
    await work;
    this.#inHand.delete(work);
  }
  // #starter
  // #endregion
}
// #region step 2: what is no event at all

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
// #starter
// #endregion
