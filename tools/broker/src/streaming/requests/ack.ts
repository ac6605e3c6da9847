import { Ack } from '@workbook/protocol';
import type { Logger } from '../../log';
import type { Subscription } from '../subscription';
import { decode } from './decode';

/**
 * A client acknowledges a message to the inbox of `subscription` (behaviour document, section 3.8).
 * There is no answer: an ack that cannot be read, or is for another channel, is dropped.
 */
export function handleAck(subscription: Subscription, payload: Buffer, log: Logger): void {
  const ack = decode(Ack, payload);
  if (ack?.subject !== subscription.channel) {
    log.error(
      ack
        ? `[Client:${subscription.client.id}] Unable to process ack seq=${ack.sequence}, subid=${subscription.id} is not on channel ${ack.subject}`
        : `[Client:${subscription.client.id}] Unable to unmarshal Ack`,
    );
    return;
  }
  subscription.acknowledge(ack.sequence);
}
