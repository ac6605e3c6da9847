import type { Stan } from 'node-nats-streaming';

/** What a service has running, and how each part of it ends. */
export interface Running {
  /** Its listeners, and what answers requests: each takes nothing more, and resolves when what was in hand is done. */
  readonly taking: readonly { stop(): Promise<unknown> }[];
  readonly stan: Stan;
  readonly database: { close(): Promise<unknown> };
}

/**
 * Ends what a service has running, in order: takes nothing more, finishes what is in hand, closes the bus, and then
 * the database.
 *
 * @param deadline how long that may take, in ms
 * @returns whether all of it has ended: after the deadline this resolves all the same
 */
export async function shutDown(running: Running, deadline: number): Promise<boolean> {
  // TODO step 3: what of this needs the others?
  if (deadline <= 0) return false;
  running.stan.close();
  await running.database.close();
  for (const part of running.taking) await part.stop();
  return true;
}
