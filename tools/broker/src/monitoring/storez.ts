import { heading } from './heading';
import { totalsOf } from './totals';
import type { Endpoint } from './view';

const NS_PER_MS = 1e6;

/** `/streaming/storez`: what may be kept and what is. */
export const storez: Endpoint = (view) => {
  const { limits, channels } = view.streaming;
  const { msgs, bytes } = totalsOf(channels.all);
  return {
    ...heading(view),
    type: view.storeType,
    limits: {
      max_channels: limits.maxChannels,
      max_msgs: limits.maxMessages,
      max_bytes: limits.maxBytes,
      max_age: limits.maxAge * NS_PER_MS,
      max_subscriptions: limits.maxSubscriptions,
      max_inactivity: limits.maxInactivity * NS_PER_MS,
    },
    total_msgs: msgs,
    total_bytes: bytes,
  };
};
