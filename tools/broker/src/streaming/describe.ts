import { StartPosition, type SubscriptionRequest, textOf } from '@workbook/protocol';
import { goTime } from './go-time';
import { startTime } from './start-time';
import type { Subscription } from './subscription';

/** A subscription as the log names it (behaviour document, section 5.3). */
export function describe(subscription: Subscription): string {
  const { channel, inbox, durableName, group, id } = subscription;
  const adjectives = `${durableName ? 'durable ' : ''}${group ? 'queue ' : ''}`;
  // The key of a durable group begins with the durable's name.
  const name = group ? ` queue=${group.key},` : durableName ? ` durable=${durableName},` : '';
  return `${adjectives}subscription, subject=${channel}, inbox=${textOf(inbox)},${name} subid=${id}`;
}

/**
 * Where a new subscription begins, in words.
 *
 * @param first the sequence of the first message it is sent
 * @param now milliseconds since the epoch
 */
export function describeStart(request: SubscriptionRequest, first: number, now: number): string {
  switch (request.startPosition) {
    case StartPosition.LastReceived:
      return `sending last message, seq=${first}`;
    case StartPosition.TimeDeltaStart: {
      const time = goTime(startTime(request, now));
      return `sending from time time='${time}' seq=${first}`;
    }
    case StartPosition.SequenceStart:
      return `sending from sequence, asked_seq=${request.startSequence} actual_seq=${first}`;
    case StartPosition.First:
      return `sending from beginning, seq=${first}`;
    default:
      return `sending new-only, seq=${first}`;
  }
}
