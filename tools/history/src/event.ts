/** One message on its way to one subscription. */
export interface Passage {
  readonly client: string;
  readonly channel: string;
  /** The message's place in the channel, from 1. */
  readonly sequence: number;
  /** Which of the client's subscriptions: its number in the broker, from 1. */
  readonly subscription: number;
}

/** One subscription. */
interface Membership {
  readonly client: string;
  readonly channel: string;
  readonly subscription: number;
  /** The group's key: `group`, or `durable:group`; undefined outside the groups. */
  readonly group?: string | undefined;
  /** Empty if it is not durable. */
  readonly durableName: string;
}

/**
 * How a subscription ends: its client asks for it, leaves or is given up, or begins the same durable
 * once more. Only `unsubscribe` forgets what is durable.
 */
export type Ending = 'close' | 'unsubscribe' | 'client gone' | 'replaced';

/** What a broker tells of itself, by the names of the behaviour document, section 3. */
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
  | ({ readonly kind: 'published' } & Omit<Passage, 'subscription'>)
  /** For the first time. */
  | ({ readonly kind: 'delivered' } & Passage)
  /** Again: `count` times by now. */
  | ({ readonly kind: 'redelivered'; readonly count: number } & Passage)
  | ({ readonly kind: 'acknowledged' } & Passage)
  /** The ackWait is over. */
  | ({ readonly kind: 'expired' } & Passage);

/** What one copy of a service did with a row of its database. */
interface Access extends Passage {
  readonly table: string;
  readonly id: string;
}

/** What a service, or the test around it, adds to what the broker knows. */
export type ServiceEvent =
  /** The handler has begun. */
  | ({ readonly kind: 'handling' } & Passage)
  /** `row` is undefined where nothing stands; a number in its field `version` is shown as `v2`. */
  | ({ readonly kind: 'loaded'; readonly row: unknown } & Access)
  /** `atomic` if the same operation has read what stood there; undefined if it has not, or nobody knows. */
  | ({ readonly kind: 'saved'; readonly row: unknown; readonly atomic?: true | undefined } & Access)
  /** The database did not find what the update expected, and wrote nothing. */
  | ({ readonly kind: 'refused' } & Access)
  /** It was sent, and never arrived. */
  | ({ readonly kind: 'ack lost' } & Passage)
  /** The handler has ended without an ack. */
  | ({ readonly kind: 'left' } & Passage)
  | ({ readonly kind: 'failed'; readonly why: string } & Passage)
  /** The process is gone and has told nobody; `when` says it in words: `before its save`. */
  | { readonly kind: 'crashed'; readonly client: string; readonly when: string }
  /** Somebody ended the process, and nobody was told. */
  | { readonly kind: 'killed'; readonly client: string }
  /** The connection broke without a close; the client may find its broker again. */
  | { readonly kind: 'disconnected' | 'reconnected'; readonly client: string }
  /** The broker was stopped and started again; `store` is what became of what it had kept. */
  | { readonly kind: 'restarted'; readonly client: ''; readonly store: 'kept' | 'lost' }
  /** A few words beside the lifeline of `client`. */
  | { readonly kind: 'note'; readonly client: string; readonly text: string };

/** All that can be told of a run. */
export type HistoryEvent = BrokerEvent | ServiceEvent;

/** An event, and when it was: in milliseconds by the broker's clock, from any beginning. */
export type Happened<Event extends HistoryEvent = HistoryEvent> = Event & { readonly at: number };

/** What tells of a kind. */
export type Of<
  Kind extends HistoryEvent['kind'],
  Event extends HistoryEvent = Happened,
> = Event extends unknown ? (Kind extends Event['kind'] ? Event : never) : never;

/** True for what the broker did not let a client do. */
export function isRefusal(
  event: HistoryEvent,
): event is Of<'connection refused' | 'subscription refused' | 'publish refused', HistoryEvent> {
  return REFUSALS.has(event.kind);
}

const REFUSALS: ReadonlySet<HistoryEvent['kind']> = new Set([
  'connection refused',
  'subscription refused',
  'publish refused',
]);
