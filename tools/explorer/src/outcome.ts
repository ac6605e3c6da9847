/** How one schedule ended. */
export interface Outcome {
  /** Undefined if all was well. */
  readonly wrong: string | undefined;
  /** Decisions of the scheduler: what to send, whose operation to do, when to crash. */
  readonly steps: number;
  readonly faults: number;
  /** How often a handler had to wait while another one went on. */
  readonly switches: number;
}

/** Where a schedule is. */
export interface Standing extends Pick<Outcome, 'steps' | 'faults' | 'switches'> {
  /** A text that is the same only where the same can follow, in the same order; undefined if nobody knows. */
  readonly key: () => string | undefined;
}
