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

/**
 * How a subscription ends: its client asks for it, leaves or is given up, or begins the same durable
 * once more. Only `unsubscribe` forgets what is durable.
 */
export type Ending = 'close' | 'unsubscribe' | 'client gone' | 'replaced';

/** Something that happened in the broker, by the names of the behaviour document, section 3. */
export type BrokerEvent =
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
  | ({ readonly kind: 'subscribed' | 'resumed' } & Membership)
  /** `suspended` keeps what is durable; `how` says what brought the end. */
  | ({ readonly kind: 'suspended' | 'removed'; readonly how: Ending } & Membership)
  /** It asked for its ID and was told `why` it cannot have it. */
  | { readonly kind: 'connection refused'; readonly client: string; readonly why: string }
  /** `channel` is what was asked for, which need not be the name of a channel. */
  | {
      readonly kind: 'subscription refused' | 'publish refused';
      readonly client: string;
      readonly channel: string;
      readonly why: string;
    }
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

/** An event and when it was, in milliseconds since the epoch by the broker's clock. */
export type Recorded = BrokerEvent & { readonly at: number };

/** Takes what happens, in order. Where there is none, nothing is even put into words. */
export type Recorder = (event: Recorded) => void;

/** What the parts of the broker call; undefined if nobody records. */
export type Emit = ((event: BrokerEvent) => void) | undefined;
