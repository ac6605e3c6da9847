/**
 * How much the broker keeps, and for how long (behaviour document, section 3.6). 0 is unlimited; all
 * but the first are per channel.
 */
export interface Limits {
  readonly maxChannels: number;
  /** Durables that are offline count. */
  readonly maxSubscriptions: number;
  readonly maxMessages: number;
  /** Of encoded messages. */
  readonly maxBytes: number;
  /** Milliseconds after which a message is dropped. */
  readonly maxAge: number;
  /** Milliseconds without a publish or an active subscription after which a channel is deleted. */
  readonly maxInactivity: number;
}

/** Section 3.1. */
export const DEFAULT_LIMITS: Limits = {
  maxChannels: 100,
  maxSubscriptions: 1000,
  maxMessages: 1_000_000,
  maxBytes: 1_024_000_000,
  maxAge: 0,
  maxInactivity: 0,
};
