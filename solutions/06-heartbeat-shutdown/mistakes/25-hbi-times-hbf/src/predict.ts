/** How a broker asks its clients whether they are there. */
export interface Heartbeat {
  /** `-hbi`, in seconds: how long after an answer, or after a failure, it asks again. */
  readonly hbi: number;
  /** `-hbt`, in seconds: how long it waits for the answer. */
  readonly hbt: number;
  /** `-hbf`: how many failures in a row it forgives. */
  readonly hbf: number;
}

/** After how many seconds a broker gives a client up. */
export interface GivenUpAfter {
  /** The process is frozen: its socket is open, and no answer comes. */
  readonly silent: number;
  /** The process was killed: its socket is gone, so there is nobody whose answer to wait for. */
  readonly killed: number;
}

/** Predicts, in seconds from the connect, when a broker gives up a client that never answers. */
export function givenUpAfter({ hbi, hbf }: Heartbeat): GivenUpAfter {
  return { silent: hbi * hbf, killed: hbi * hbf };
}
