import type { Run } from '../run';
import { duration } from '../words';
import { Cast } from './cast';
import type { Layout, Row, Span } from './figure';
import { foldAround, foldLong } from './fold';
import { rowsOf } from './rows';
import { stretchesOf } from './spans';
import { waitsOf } from '../facts/waits';

/** What a picture may choose. */
export interface LayoutOptions {
  /** Its place in `happened`, from 0: this event is marked, and what is far from it is folded. */
  readonly around?: number;
}

/** Puts a run into lanes and rows; long runs are folded, and say how much was. */
export function layoutOf(run: Run, { around }: LayoutOptions = {}): Layout {
  const cast = new Cast(run);
  const waits = waitsOf(run.happened);
  const all = rowsOf(run, cast, waits, around);
  const here = around === undefined ? undefined : rowOf(all, around);
  const rows =
    here === undefined ? foldLong(all, run.happened, waits) : foldAround(all, run.happened, here);
  return {
    lanes: cast.lanes,
    rows: rows.map((row, index) => {
      const clock = duration(row.at);
      const before = rows[index - 1];
      return {
        ...row,
        clock: before && duration(before.at) === clock ? '' : clock,
        here: here !== undefined && row === all[here],
      };
    }),
    spans: placed(
      stretchesOf(run, cast, waits).map(({ kind, lane, from, to }) => ({
        kind,
        lane,
        from: from === undefined ? -1 : rowOf(rows, from),
        to: to === undefined ? rows.length : rowFrom(rows, to),
      })),
    ),
  };
}

/** The row in which an event is shown, or the last one before it. */
function rowOf(rows: readonly Row[], event: number): number {
  return rows.findLastIndex((row) => row.event <= event);
}

/** The row in which an event is shown, or the next one. */
function rowFrom(rows: readonly Row[], event: number): number {
  const row = rows.findIndex((each) => each.event >= event);
  return row < 0 ? rows.length : row;
}

/** Gives each bar or box the first slot that is free for all its length. */
function placed(spans: readonly Omit<Span, 'slot'>[]): Span[] {
  const bars: Span[] = [];
  return spans.map((span) => {
    if (span.kind !== 'waiting' && span.kind !== 'handling') return { ...span, slot: 0 };
    const taken = bars
      .filter(({ kind, lane }) => kind === span.kind && lane === span.lane)
      .filter(({ from, to }) => from < span.to && span.from < to)
      .map(({ slot }) => slot);
    const bar = {
      ...span,
      slot: [0, ...taken.map((slot) => slot + 1)].find((slot) => !taken.includes(slot))!,
    };
    bars.push(bar);
    return bar;
  });
}
