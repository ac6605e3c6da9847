/** A copy of a service that runs in another process. */
export interface CopyElsewhere {
  /** The learner's file, whole: it exports `listen(stan, onMessage)`. */
  readonly file: string;
  readonly clientID: string;
  /** Whether the handler acknowledges; else the client does, or nobody. */
  readonly acks?: boolean;
}

/** What that process tells the test, apart from all that a service prints. */
export type Told =
  | { readonly kind: 'all listen' }
  | { readonly kind: 'handled'; readonly clientID: string; readonly sequence: number }
  /** `error` is what ended it: `TypeError: listen is not a function`. */
  | { readonly kind: 'failed'; readonly error: string };
