/** One message on its way to one subscription. */
export interface Passage {
  readonly client: string;
  readonly channel: string;
  /** The message's place in the channel, from 1. */
  readonly sequence: number;
  /** The subscription's number in the broker, from 1. */
  readonly subscription: number;
}

/** One subscription. */
export interface Membership {
  readonly client: string;
  readonly channel: string;
  readonly subscription: number;
  /** `group`, or `durable:group`; undefined outside the groups. */
  readonly group?: string | undefined;
  /** Empty if it is not durable. */
  readonly durableName: string;
}

/** How a subscription ended; `replaced`: its client began the same durable once more. */
type Ending = 'close' | 'unsubscribe' | 'client gone' | 'replaced';

/** What the broker's recorder tells. */
type Happening =
  | {
      readonly kind: 'connected' | 'heartbeat sent' | 'heartbeat answered';
      readonly client: string;
    }
  | { readonly kind: 'heartbeat missed'; readonly client: string; readonly failures: number }
  | {
      readonly kind: 'closed';
      readonly client: string;
      readonly why: 'asked' | 'replaced' | 'given up';
    }
  | ({ readonly kind: 'subscribed' | 'resumed' } & Membership)
  /** `suspended` keeps what is durable. */
  | ({ readonly kind: 'suspended' | 'removed'; readonly how: Ending } & Membership)
  /** `why` is what the client was told. */
  | { readonly kind: 'connection refused'; readonly client: string; readonly why: string }
  /** `channel` is what was asked for, which need not be the name of a channel. */
  | {
      readonly kind: 'subscription refused' | 'publish refused';
      readonly client: string;
      readonly channel: string;
      readonly why: string;
    }
  /** `client` is empty if the publisher did not name itself. */
  | ({ readonly kind: 'published' } & Omit<Passage, 'subscription'>)
  | ({ readonly kind: 'delivered' | 'acknowledged' | 'expired' } & Passage)
  | ({ readonly kind: 'redelivered'; readonly count: number } & Passage);

/** What one copy of a service did with a row of its database. */
interface Access extends Passage {
  readonly table: string;
  readonly id: string;
}

/** What a service, or the test around it, adds to what the broker knows. */
type Mark =
  /** The handler has begun. */
  | ({ readonly kind: 'handling' } & Passage)
  /** `row` is undefined where nothing stands; a number in its field `version` is shown as `v2`. */
  | ({ readonly kind: 'loaded' | 'saved'; readonly row: unknown } & Access)
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

/** One thing that happened, and when: in milliseconds by the broker's clock, from any beginning. */
export type Happened = (Happening | Mark) & { readonly at: number };

/** What tells of a kind. */
export type Of<
  Kind extends Happened['kind'],
  Event extends Happened = Happened,
> = Event extends unknown ? (Kind extends Event['kind'] ? Event : never) : never;

/** A recorded run, in the order in which things happened. */
export interface Run {
  readonly happened: readonly Happened[];
  /** What a client ID, a channel or a table is called in the picture; itself unless given. */
  readonly names?: Readonly<Record<string, string>>;
  /** A few words on a message, by channel and sequence: `{ 'order:updated #3': 'paid' }`. */
  readonly messages?: Readonly<Record<string, string>>;
}
