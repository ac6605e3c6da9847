import type { Database } from './database';
import type { Message } from './message';
import type { Table, Tables } from './table';

/** The tables as a handler sees them. */
export type Opened<All extends Tables> = {
  readonly [Name in keyof All]: Table<All[Name][keyof All[Name]]>;
};

/** Handles one message; leaves it un-acked to get it again. */
export type Handler<Data, All extends Tables> = (
  message: Message<Data>,
  tables: Opened<All>,
) => Promise<void>;

/** How many times each of these may happen in one schedule: 0 unless said otherwise. */
export interface FaultLimits {
  /** A copy dies before or right after a save, and another copy takes its place. */
  readonly crashes?: number;
  /** An ack is sent and never arrives. */
  readonly lostAcks?: number;
  /** The ackWait runs out while the handler is at work, and the broker sends the message again. */
  readonly duplicates?: number;
  /** The database refuses an operation: who asked for it gets an error. */
  readonly failures?: number;
}

/** The service: `handle`, if a copy keeps nothing in variables, or else what starts one copy. */
type Behaviour<Data, All extends Tables> =
  | {
      readonly handle: Handler<Data, All>;
      readonly service?: undefined;
      readonly database?: undefined;
    }
  /** What a copy keeps in variables dies with it; the tables stay. Copies differ, in many more schedules. */
  | {
      readonly service: (tables: Opened<All>) => (message: Message<Data>) => Promise<void>;
      readonly handle?: undefined;
      readonly database?: undefined;
    }
  /** Makes for each schedule a database, with the rows of `tables` in it, that is not the explorer's. */
  | {
      readonly database: () => Database;
      readonly handle?: undefined;
      readonly service?: undefined;
    };

/**
 * A durable queue group on each channel and one database, small enough to try all that can happen to
 * them. Copies answer their heartbeats until they crash.
 */
export type SmallWorld<Data, All extends Tables> = Behaviour<Data, All> & {
  /** Names the copies: `accounts` gives `accounts-1`, `accounts-2`. By default `copy`. */
  readonly name?: string;
  /** What was published, in this order; the broker numbers it channel by channel. */
  readonly events: readonly { readonly channel: string; readonly data: Data }[];
  readonly tables: All;
  /** Judges what stands in the tables when every message has been acknowledged. */
  readonly safe: (tables: All) => true | string;
  /** Copies at a time; by default 2. */
  readonly copies?: number;
  /** Un-acked messages of one channel that a copy holds before it gets no new ones; by default any number. */
  readonly maxInFlight?: number;
  readonly faults?: FaultLimits;
};

/** Any small world, for those who run it and do not look inside. */
export type AnyWorld = SmallWorld<unknown, Tables>;
