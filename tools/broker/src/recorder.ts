/** What concerns one message on its way to one subscription. */
export interface Passage {
  readonly client: string;
  readonly channel: string;
  readonly sequence: number;
  /** Which of the client's subscriptions: its number in the broker, from 1. */
  readonly subscription: number;
}

/** What concerns one subscription. */
interface Membership {
  readonly client: string;
  readonly channel: string;
  readonly subscription: number;
  /** The group's key: `group`, or `durable:group`; undefined outside the groups. */
  readonly group: string | undefined;
  /** Empty if it is not durable. */
  readonly durableName: string;
}

/** Something that happened in the broker, by the names of the behaviour document, section 3. */
export type Happening =
  | { readonly kind: 'connected'; readonly client: string }
  /** Asked for it, made room for another client of its ID, or did not answer its heartbeats. */
  | {
      readonly kind: 'closed';
      readonly client: string;
      readonly why: 'asked' | 'replaced' | 'given up';
    }
  | { readonly kind: 'heartbeat sent'; readonly client: string }
  | { readonly kind: 'heartbeat answered'; readonly client: string }
  /** `failures` in a row by now. */
  | { readonly kind: 'heartbeat missed'; readonly client: string; readonly failures: number }
  | ({ readonly kind: 'subscribed' | 'resumed' | 'suspended' | 'removed' } & Membership)
  /** `client` is empty if the publisher named itself by its connection only. */
  | {
      readonly kind: 'published';
      readonly client: string;
      readonly channel: string;
      readonly sequence: number;
    }
  /** For the first time. */
  | ({ readonly kind: 'delivered' } & Passage)
  /** Again: `count` times by now. */
  | ({ readonly kind: 'redelivered'; readonly count: number } & Passage)
  | ({ readonly kind: 'acknowledged' } & Passage)
  /** The ackWait is over. */
  | ({ readonly kind: 'expired' } & Passage);

/** A happening and when it was, in milliseconds since the epoch by the broker's clock. */
export type Recorded = Happening & { readonly at: number };

/** Takes what happens, in order. Where there is none, nothing is even put into words. */
export type Recorder = (happening: Recorded) => void;

/** What the parts of the broker call; undefined if nobody records. */
export type Record = ((happening: Happening) => void) | undefined;
