import type { MessageStore } from '../store/message-store';

/**
 * Which message a subscription or a group that has come as far as `lastSent` is sent next. What was
 * dropped before it could be sent is passed over: `lastSent` moves on to the message before the first.
 *
 * @returns undefined if there is none yet
 */
export function nextSequence(
  reader: { lastSent: number },
  { first, last }: MessageStore,
): number | undefined {
  const next = reader.lastSent + 1;
  if (next >= first) return next <= last ? next : undefined;
  // The real server looks at the last one before it looks at the first, and the monitoring shows it.
  if (next >= last) return undefined;
  reader.lastSent = first - 1;
  return first <= last ? first : undefined;
}
