import type { Exploration, FaultLimits } from '@workbook/explorer';
import type { Row } from '@workbook/world';
import type { Stock } from './schedule-server';

/** Rows by their collections, in the order of `_id`. */
export type Collections = Readonly<Record<string, readonly Row[]>>;

/** A learner's handler, the messages that it gets, and what its database has to be like in the end. */
export interface ScheduleWorld<Opened> extends Stock<Opened> {
  /** What stands in each collection at the start; an `_id` of 24 digits becomes an ObjectId. */
  readonly rows: Readonly<Record<string, readonly object[]>>;
  /** Makes the models of a connection; called once for each, and not for each message. */
  readonly open: Stock<Opened>['open'];
  /** What was published, in this order; the broker numbers it channel by channel. */
  readonly events: readonly { readonly channel: string; readonly data: unknown }[];
  /** Judges what stands in the collections of `rows` when every message has been acknowledged. */
  readonly safe: (collections: Collections) => true | string;
  /** Names the copies: `orders` gives `orders-1`, `orders-2`. By default `copy`. */
  readonly name?: string;
  /** Copies at a time; by default 2. */
  readonly copies?: number;
  readonly faults?: FaultLimits;
  /** The number of schedules above which a sample of 100 is tried; by default 300. */
  readonly limit?: number;
}

/** A schedule takes milliseconds here, and a test seconds. */
const LIMIT = 300;
const SAMPLE = 100;

/**
 * Runs a handler that uses mongoose for real through every schedule, as `explore` does one that uses tables: each
 * command that it sends to the database is one step, before and after which all else may happen.
 *
 * @throws if a handler waits for something else than the database for a second, or does not do the same when the
 *   same happens
 */
export async function exploreOn<Opened>({
  limit = LIMIT,
  safe,
  ...world
}: ScheduleWorld<Opened>): Promise<Exploration> {
  // Most files of tests have no need of all that.
  const { explore } = await import('@workbook/explorer');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() does not read TypeScript
  const { ScheduleServer } = require('./schedule-server') as typeof import('./schedule-server');
  const server = await ScheduleServer.start(world);
  const { events, name, copies, faults } = world;
  try {
    return await explore(
      {
        events,
        ...(name !== undefined && { name }),
        ...(copies !== undefined && { copies }),
        ...(faults && { faults }),
        tables: server.begin().tables(),
        safe: (tables) =>
          safe(
            Object.fromEntries(
              Object.entries(tables).map(([each, rows]) => [each, Object.values(rows) as Row[]]),
            ),
          ),
        database: server.begin,
      },
      { limit, sample: SAMPLE },
    );
  } finally {
    await server.stop();
  }
}
