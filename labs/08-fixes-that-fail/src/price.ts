import type { Fact, Run } from './run';

/**
 * How many events are done in a second, from the first publish until the last event is done. An event is done when
 * it is first acknowledged. 0 if none is.
 */
export function perSecond(run: Run): number {
  return run.length; // TODO step 5
}

/** How many deliveries there are beyond the first of each event. */
export function again(run: Run): number {
  return run.length; // TODO step 5
}

/** Milliseconds: whoever waits for less is not blocked. */
export const notice = 1000;

/**
 * Which other accounts wait for the event `stuck`, and for how many milliseconds.
 *
 * It is stuck from its first delivery until it is done; if it never is, until the last fact of the run. An event
 * of another account waits for it if it is published before that end and not done before it: from its publish,
 * or from the time at which `stuck` got stuck if that is later, until the end. An account waits as long as that
 * event of its which waits longest; it is left out if that is less than `notice`.
 */
export function blocked(run: Run, stuck: number): Record<string, number> {
  return { [`everybody but ${stuck}`]: run.length }; // TODO step 6
}
