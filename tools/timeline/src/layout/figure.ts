import type { Happened } from '@workbook/history';

/** One lifeline. */
export interface Lane {
  readonly kind: 'publisher' | 'channel' | 'copy' | 'database';
  readonly name: string;
  /** A few words under the name: `group payments`. */
  readonly role: string;
}

/** Something that goes from one lifeline to another, by their numbers. */
export interface Arrow {
  readonly shape: 'arrow';
  readonly kind: ArrowKind;
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** What stands in the database from here on, `v2`; the arrow ends at it. */
  readonly stored?: string;
  /** Words beside the lifeline of the copy. */
  readonly beside?: { readonly lane: number; readonly text: string };
}

export type ArrowKind =
  | 'publish'
  | 'delivery'
  | 'redelivery'
  | 'ack'
  | 'load'
  | 'save'
  /** Sent, and never arrived. */
  | 'lost ack'
  /** Never came, for whatever reason. */
  | 'no ack'
  /** Arrived, and changed nothing. */
  | 'refused';

/** Something that happens on one lifeline. */
export interface Sign {
  readonly shape: 'sign';
  readonly kind: 'starts' | 'ends' | 'breaks' | 'dot' | 'words';
  readonly lane: number;
  readonly text: string;
}

/** What concerns all lifelines, in words: what was left out, or what the broker went through. */
export interface Across {
  readonly shape: 'across';
  readonly kind: 'fold' | 'restart';
  readonly text: string;
}

/** One line of the picture. */
export interface Row {
  /** Its place among what happened. */
  readonly event: number;
  /** What it tells of: what happened there, or earlier if it tells what did not come of that. */
  readonly about: Happened;
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly figure: Arrow | Sign | Across;
}

/** A row in a finished layout. */
export interface PlacedRow extends Row {
  /** What the clock shows, if it shows something else than in the row before; or empty. */
  readonly clock: string;
  /** True for the event that the picture is about. */
  readonly here: boolean;
}

/**
 * What lasts for several rows of a lane, by their numbers. -1 is above the first row, and the
 * number of rows is below the last.
 */
export interface Span {
  /** `waiting`: the ackWait of a message that is not acknowledged in it. */
  readonly kind: 'alive' | 'silent' | 'handling' | 'waiting';
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  /** Bars that would overlap lie side by side: 0 is next to the lifeline. */
  readonly slot: number;
}

/** Which lanes, which rows, and what lasts: all that a drawing needs to know of a run. */
export interface Layout {
  readonly lanes: readonly Lane[];
  /** Lanes that are left out, with the rows that are theirs. */
  readonly omitted: readonly Lane[];
  readonly rows: readonly PlacedRow[];
  readonly spans: readonly Span[];
}

/** The lanes that a figure needs. */
export function lanesOf(figure: Row['figure']): number[] {
  if (figure.shape === 'across') return [];
  return figure.shape === 'sign' ? [figure.lane] : [figure.from, figure.to];
}

/** The gap, by the lane on its left, in which an arrow's label stands: the one next to its channel. */
export function labelGap({ kind, from, to }: Arrow): number {
  const anchor = kind === 'delivery' || kind === 'redelivery' || kind === 'load' ? from : to;
  const other = anchor === from ? to : from;
  return other > anchor ? anchor : anchor - 1;
}
