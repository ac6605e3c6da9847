import type { Happened } from './event';

/** A recorded run, in the order in which things happened. */
export interface Run {
  readonly happened: readonly Happened[];
  /** What a client ID, a channel or a table is called in the picture; itself unless given. */
  readonly names?: Readonly<Record<string, string>>;
  /** A few words on a message, by its name: `{ 'order:updated #3': 'paid' }`. */
  readonly messages?: Readonly<Record<string, string>>;
}

/** What the file of a kept run holds, as JSON. Who knows more of the test adds fields of their own. */
export interface Kept {
  /** The test's name, with those of the groups that it stands in. */
  readonly test: string;
  /** Absent if nothing is known of it. */
  readonly run?: Run;
}
