import type { Named } from '@workbook/history';
import type { Copy } from './copy';

/** What a handler had seen when it left its message un-acked: other rows, and it may do otherwise. */
export interface Sight {
  /** Of each row: how often it had been written. */
  readonly rows: ReadonlyMap<string, number>;
  /** What its copy had acknowledged by then: with that, its variables may have changed. */
  readonly acks: number;
}

/** One published event, and where it stands with the group. */
export interface Tracked extends Named {
  /** Its number in the small world, from 0. */
  readonly number: number;
  /** The channel's number in the small world, from 1, for one subscription each. */
  readonly subscription: number;
  readonly data: unknown;
  deliveries: number;
  acknowledged: boolean;
  /** The member for which it is pending. */
  holder: Copy | undefined;
  /** Its holder has died, and it was not sent again yet. */
  orphaned: boolean;
  /** It was sent again because its holder had died. */
  inherited: boolean;
  /** Handlers that are at work on it. */
  working: number;
  /** By the copy that left it un-acked; by undefined if copies are all alike. */
  readonly left: Map<Copy | undefined, Sight>;
  /** Where and when it was sent last; the copy may be dead by now. */
  sentTo: string;
  sentAt: number;
}

/** The events of a small world, which the broker numbers channel by channel. */
export function track(events: readonly { channel: string; data: unknown }[]): Tracked[] {
  const channels = new Map<string, { subscription: number; last: number }>();
  return events.map(({ channel, data }, number) => {
    let numbers = channels.get(channel);
    if (!numbers) channels.set(channel, (numbers = { subscription: channels.size + 1, last: 0 }));
    return {
      number,
      channel,
      sequence: ++numbers.last,
      subscription: numbers.subscription,
      data,
      deliveries: 0,
      acknowledged: false,
      holder: undefined,
      orphaned: false,
      inherited: false,
      working: 0,
      left: new Map(),
      sentTo: '',
      sentAt: 0,
    };
  });
}
