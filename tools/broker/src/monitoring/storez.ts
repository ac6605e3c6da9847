import { heading } from './heading';
import { nanoseconds } from './time';
import { totalsOf } from './totals';
import type { Endpoint } from './view';

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
      max_age: nanoseconds(limits.maxAge),
      max_subscriptions: limits.maxSubscriptions,
      max_inactivity: nanoseconds(limits.maxInactivity),
    },
    total_msgs: msgs,
    total_bytes: bytes,
  };
};
