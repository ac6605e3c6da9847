/** One thing that happened to an event. */
export interface Fact {
  readonly kind: 'published' | 'delivered' | 'acknowledged';
  /** Milliseconds, from any beginning. */
  readonly at: number;
  /** Who published it, got it, or acknowledged it: `accounts-2`. */
  readonly client: string;
  /** Whose transaction it is. */
  readonly account: string;
  /** The broker's number of the event, from 1. */
  readonly sequence: number;
}

/** What happened to all events, in order. An event may be delivered again, and acknowledged again. */
export type Run = readonly Fact[];
