import type { Client } from './client';

/** What the client asked for; a durable gets it anew at each resume. */
export interface SubscriptionOptions {
  readonly client: Client;
  readonly inbox: string;
  readonly ackInbox: string;
  readonly maxInFlight: number;
  /** Milliseconds. */
  readonly ackWait: number;
}
