import { StartPosition, type SubscriptionRequest } from '@workbook/protocol';
import type { MessageStore } from '../store/message-store';

const NS_PER_MS = 1e6;
/** What the real server counts nanoseconds in turns over. */
const NS_TURN = 2 ** 64;

/**
 * After which sequence a new subscription begins (behaviour document, section 3.7).
 *
 * @param now milliseconds since the epoch
 */
export function startAfter(
  request: SubscriptionRequest,
  messages: MessageStore,
  now: number,
): number {
  const { first, last } = messages;
  switch (request.startPosition) {
    case StartPosition.LastReceived:
      return Math.max(last - 1, 0);
    case StartPosition.TimeDeltaStart:
      return lastBefore(startTime(request, now), messages);
    case StartPosition.SequenceStart:
      return Math.min(Math.max(request.startSequence, first), last + 1) - 1;
    case StartPosition.First:
      return first - 1;
    default:
      return last;
  }
}

/**
 * Where that is, in words.
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

/** @returns milliseconds; long before all messages if it is more than 64 bits of nanoseconds can say */
function startTime({ startTimeDelta }: SubscriptionRequest, now: number): number {
  const time = now - startTimeDelta / NS_PER_MS;
  return time * NS_PER_MS >= NS_TURN / 2 ? time - NS_TURN / NS_PER_MS : time;
}

/** Of messages with times that never go back, the last before `time`, by halves. */
function lastBefore(time: number, messages: MessageStore): number {
  const { first, last } = messages;
  let low = first;
  let high = last + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (messages.timeOf(middle)! < time) low = middle + 1;
    else high = middle;
  }
  return Math.min(low - 1, last);
}

/** @param ms since the epoch, with a fraction. @returns it as Go prints a time: `2026-11-23 02:52:47.326236 +0100 CET` */
function goTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  const micros = Math.floor((((ms % 1000) + 1000) % 1000) * 1000);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0').replace(/0+$/, '')}`;
  const east = -date.getTimezoneOffset();
  const offset = `${east < 0 ? '-' : '+'}${two(Math.abs(east) / 60)}${two(Math.abs(east) % 60)}`;
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${day} ${time}${fraction} ${offset} ${zone ?? 'UTC'}`;
}
