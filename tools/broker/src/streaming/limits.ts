/** How much the broker keeps (behaviour document, section 3.6). 0 is unlimited. */
export interface Limits {
  readonly maxChannels: number;
  /** Per channel; durables that are offline count. */
  readonly maxSubscriptions: number;
  /** Per channel. */
  readonly maxMessages: number;
  /** Per channel, of encoded messages. */
  readonly maxBytes: number;
}

/** Section 3.1. */
export const DEFAULT_LIMITS: Limits = {
  maxChannels: 100,
  maxSubscriptions: 1000,
  maxMessages: 1_000_000,
  maxBytes: 1_024_000_000,
};
