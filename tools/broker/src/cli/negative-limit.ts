import { formatDuration } from '../duration';
import type { Limits } from '../streaming/limits';

const NAMES: Readonly<Record<keyof Limits, string>> = {
  maxChannels: 'channels',
  maxSubscriptions: 'subscriptions',
  maxMessages: 'messages',
  maxBytes: 'bytes',
  maxAge: 'age',
  maxInactivity: 'inactivity',
};

/** What the real server says of a limit below 0 (behaviour document, section 3.6); undefined if none is. */
export function negativeLimit(limits: Limits): string | undefined {
  for (const [key, name] of Object.entries(NAMES)) {
    const limit = limits[key as keyof Limits];
    const isTime = key === 'maxAge' || key === 'maxInactivity';
    if (limit < 0) {
      return `max ${name} limit cannot be negative (${isTime ? formatDuration(limit) : limit})`;
    }
  }
  return undefined;
}
