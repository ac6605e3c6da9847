/** A copy of a service that runs in another process. */
export interface CopyElsewhere {
  /** The learner's file, whole: it exports `listen(stan, onMessage)`. */
  readonly file: string;
  readonly clientID: string;
  /** Whether the handler acknowledges; else the client does, or nobody. */
  readonly acks?: boolean;
}

/** How the lines begin by which that process tells what happens: unlike all that a service prints. */
export const LISTENING = '[elsewhere] all listen';
export const HANDLED = '[elsewhere] handled';
