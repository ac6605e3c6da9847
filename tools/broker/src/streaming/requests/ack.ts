import { AckReader, decodeText } from '@workbook/protocol';
import type { Logger } from '../../log';
import type { Acknowledged } from '../channel-context';
import type { Channels } from '../channels';
import { InternedString } from '../interned-string';
import { isCtrlMsg } from './decode';

/**
 * Takes what clients acknowledge (behaviour document, section 3.8). There is no answer: an ack that
 * cannot be read, or is for another channel, is dropped.
 */
export class AckHandler {
  readonly #ack = new AckReader();
  readonly #subjects = new InternedString(decodeText);

  constructor(
    private readonly channels: Channels,
    private readonly log: Logger,
  ) {}

  /** @param subscription whose inbox for acks it came to */
  handle(subscription: Acknowledged, payload: Buffer): void {
    const ack = this.#ack;
    try {
      ack.read(payload);
    } catch (error) {
      if (!isCtrlMsg(payload))
        this.log.error(`Unable to unmarshal Ack: ${(error as Error).message}`);
      return;
    }
    const subject = this.#subjects.of(ack.bytes, ack.subjectStart, ack.subjectEnd);
    if (subject === subscription.channel) subscription.acknowledge(ack.sequence);
    else if (!this.channels.get(subject)) {
      const what = `ack seq=${ack.sequence}, channel ${subject} not found`;
      this.log.error(`Unable to process ${what}`);
    }
  }
}
