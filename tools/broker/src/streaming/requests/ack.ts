import { AckReader, decodeText } from '@workbook/protocol';
import { InternedString } from '../interned-string';
import type { Streaming } from '../streaming';
import type { Subscription } from '../subscription';
import { isCtrlMsg } from './decode';

/**
 * Takes what clients acknowledge (behaviour document, section 3.8). There is no answer: an ack that
 * cannot be read, or is for another channel, is dropped.
 */
export class AckHandler {
  readonly #streaming: Streaming;
  readonly #ack = new AckReader();
  readonly #subjects = new InternedString(decodeText);

  constructor(streaming: Streaming) {
    this.#streaming = streaming;
  }

  /** @param subscription whose inbox for acks it came to */
  handle(subscription: Subscription, payload: Buffer): void {
    const ack = this.#ack;
    try {
      ack.read(payload);
    } catch (error) {
      if (!isCtrlMsg(payload))
        this.#streaming.log.error(`Unable to unmarshal Ack: ${(error as Error).message}`);
      return;
    }
    const subject = this.#subjects.of(ack.bytes, ack.subjectStart, ack.subjectEnd);
    if (subject === subscription.channel) subscription.acknowledge(ack.sequence);
    else if (!this.#streaming.channels.get(subject)) {
      const what = `ack seq=${ack.sequence}, channel ${subject} not found`;
      this.#streaming.log.error(`Unable to process ${what}`);
    }
  }
}
