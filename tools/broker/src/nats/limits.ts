import { DEFAULT_LENGTHS, type LengthLimits } from '@workbook/protocol';

/** What the core allows a client (behaviour document, section 1.6). Sizes are in bytes, times in ms. */
export interface CoreLimits extends LengthLimits {
  /** Four of them are the real server's own, and are counted here as well (section 8, T39). */
  readonly maxConnections: number;
  /** What may wait for a slow client before it is given up. */
  readonly maxPending: number;
  /** Of one connection; 0: any number. */
  readonly maxSubscriptions: number;
  readonly pingInterval: number;
  /** The PING after so many without an answer is not sent: the client is stale. */
  readonly pingMax: number;
  /** How long a client may take to read what is under way to it. */
  readonly writeDeadline: number;
}

export const DEFAULT_CORE_LIMITS: CoreLimits = {
  ...DEFAULT_LENGTHS,
  maxConnections: 65_536,
  maxPending: 64 * 1024 * 1024,
  maxSubscriptions: 0,
  pingInterval: 120_000,
  pingMax: 2,
  writeDeadline: 10_000,
};
