/** What one fix costs. */
export interface Price {
  readonly fix: string;
  /** `wrong`, or how many schedules there are in which it is right. */
  readonly verdict: string;
  readonly perSecond: number;
  /** Other accounts that wait for one event. */
  readonly waiting: number;
  /** Seconds, of the one that waits longest. */
  readonly longest: number;
  readonly again: number;
  /** Of the events that are published after the broker has lost its store, how many count. */
  readonly afterLoss: string;
}
