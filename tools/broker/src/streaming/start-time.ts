import type { SubscriptionRequest } from '@workbook/protocol';

const NS_PER_MS = 1e6;
/** What the real server counts nanoseconds in turns over. */
const NS_TURN = 2 ** 64;

/**
 * From when on the messages of a subscription begin that asks for a time (behaviour document, section 3.7).
 *
 * @param now milliseconds since the epoch
 * @returns the same; long before all messages if it is more than 64 bits of nanoseconds can say
 */
export function startTime({ startTimeDelta }: SubscriptionRequest, now: number): number {
  const time = now - startTimeDelta / NS_PER_MS;
  return time * NS_PER_MS >= NS_TURN / 2 ? time - NS_TURN / NS_PER_MS : time;
}
