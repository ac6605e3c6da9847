/** What a listener asks for when it subscribes, without a group, always under the same client ID. */
export interface Asks {
  /** `setDeliverAllAvailable()`; without it: new events only. */
  readonly deliverAll: boolean;
  /** `setDurableName(...)`, the same name at each start. */
  readonly durable: boolean;
}

/** A listener starts, acknowledges what it gets, goes away, and starts again. */
export interface Story {
  /** Events in the channel before its first start, 1 or more. */
  readonly before: number;
  /** What it asks for when it starts for the first time. */
  readonly first: Asks;
  /** Events published while it is away, 1 or more. */
  readonly away: number;
  /** What it asks for when it starts again: somebody may have changed the code. */
  readonly again: Asks;
}

/** How many events the broker gives to the listener at its first start and when it starts again. */
export function predict({ before, first, away, again }: Story): { first: number; again: number } {
  const changed = first.deliverAll !== again.deliverAll;
  const resumes = first.durable && again.durable && !changed;
  const fromItsStart = again.deliverAll ? before + away : 0;
  return { first: first.deliverAll ? before : 0, again: resumes ? away : fromItsStart };
}
