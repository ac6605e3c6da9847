import { AckReader } from '@workbook/protocol';
import type { Logger } from '../../log';
import { LastText } from '../last-text';
import type { Subscription } from '../subscription';

/**
 * Takes what clients acknowledge (behaviour document, section 3.8). There is no answer: an ack that
 * cannot be read, or is for another channel, is dropped.
 */
export class AckHandler {
  readonly #log: Logger;
  readonly #ack = new AckReader();
  readonly #subjects = new LastText('utf8');

  constructor(log: Logger) {
    this.#log = log;
  }

  /** @param subscription whose inbox for acks it came to */
  handle(subscription: Subscription, payload: Buffer): void {
    const ack = this.#ack;
    try {
      ack.read(payload);
    } catch {
      this.#log.error(`[Client:${subscription.client.id}] Unable to unmarshal Ack`);
      return;
    }
    const subject = this.#subjects.of(ack.bytes, ack.subjectStart, ack.subjectEnd);
    if (subject === subscription.channel) subscription.acknowledge(ack.sequence);
    else {
      this.#log.error(
        `[Client:${subscription.client.id}] Unable to process ack seq=${ack.sequence}, subid=${subscription.id} is not on channel ${subject}`,
      );
    }
  }
}
