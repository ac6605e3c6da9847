/** Where a subscription begins in its channel, as the client asked for it. */
export type Start = 'new events' | 'the last event' | 'a time' | 'a sequence' | 'the first event';

/** What a client asks for when it subscribes (behaviour document, section 2.2). */
export interface Subscribed {
  readonly kind: 'subscribed';
  readonly client: string;
  readonly channel: string;
  /** Empty outside the groups. */
  readonly group: string;
  /** Empty if it is not durable. */
  readonly durableName: string;
  /** Milliseconds. */
  readonly ackWait: number;
  readonly maxInFlight: number;
  readonly start: Start;
  /** How far `a time` lies back, in milliseconds; undefined for every other start. */
  readonly startsBack?: number;
  /** What the broker answered: `undefined` until it has, empty if it took the subscription, or why not. */
  refused: string | undefined;
}

/** What a client published, and what it was told. */
export interface Sent {
  readonly kind: 'published';
  readonly client: string;
  readonly channel: string;
  /** The event as text. */
  readonly data: string;
  /** What the broker answered: `undefined` until it has, empty if it stored the event, or why not. */
  refused: string | undefined;
}

/** A message on its way to a client, or the client's ack for it on its way to the broker. */
export interface Passed {
  readonly kind: 'delivered' | 'redelivered' | 'acknowledged';
  readonly client: string;
  readonly channel: string;
  readonly sequence: number;
}

/** A client's connection, as the streaming protocol knows it. */
export interface Connected {
  readonly kind: 'connected';
  readonly client: string;
  /** What the broker answered: `undefined` until it has, empty if it took the client, or why not. */
  refused: string | undefined;
}

/** A client gives up a subscription, or says goodbye. */
export interface Left {
  readonly kind: 'unsubscribed' | 'closed its subscription' | 'closed';
  readonly client: string;
}

/** One thing that went over a line, by the bytes that passed: the same on the embedded and a real server. */
export type Fact = Subscribed | Sent | Passed | Connected | Left;
