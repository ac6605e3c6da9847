/** A timer that has been set and may still be cancelled. */
export interface Timer {
  /** Does nothing once the timer has fired. */
  cancel(): void;
}

/** All that a server knows of time; handed in, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch, with a fraction: by these, durations are measured and timers fire. */
  now(): number;
  /** The time of day in the same unit, as `new Date()` tells it: by it goes what clients name by a date. */
  wall(): number;
  /** The time of day for something that is written down: of two in a row the second is later. */
  stamp(): number;
  /** Runs `run` once, `ms` milliseconds from now: any time up to 2^63 ns, of which no process sees the end. */
  after(ms: number, run: () => void): Timer;
}
