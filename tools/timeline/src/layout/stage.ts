import { type Happened, nameOf, type Run } from '@workbook/history';
import { Consumers } from '../facts/consumers';
import { isTrouble } from '../facts/trouble';
import { type Wait, waitsOf } from '../facts/waits';
import { duration } from '../words';
import { Cast } from './cast';
import { type Layout, lanesOf, type Row, type Span } from './figure';
import { foldAround, foldLong } from './fold';
import { rowsOf } from './rows';
import { type Stretch, stretchesOf } from './spans';

/** Who takes part in a run and what happens, of which a picture shows all or a part. */
export class Stage {
  readonly #happened: readonly Happened[];
  readonly #cast: Cast;
  readonly #waits: readonly Wait[];
  readonly #rows: readonly Row[];
  readonly #stretches: readonly Stretch[];
  readonly #here: Row | undefined;

  /** @param around the place of the event that the picture is about */
  constructor(run: Run, around?: number) {
    this.#happened = run.happened;
    this.#cast = new Cast(run);
    this.#waits = waitsOf(run.happened);
    this.#rows = rowsOf(run, this.#cast, this.#waits, around);
    this.#stretches = stretchesOf(run, this.#cast, this.#waits);
    this.#here =
      around === undefined
        ? undefined
        : (this.#rows.find(({ event }) => event === around) ??
          this.#rows[rowOf(this.#rows, around)]);
  }

  /**
   * The lanes, those that have most to do with the event first.
   *
   * @returns undefined if the picture is about no event: all belong to it
   */
  get ranking(): { readonly lanes: readonly number[]; readonly least: number } | undefined {
    if (!this.#here) return undefined;
    const weights = this.#weights(this.#here);
    const lanes = [...weights.keys()].sort((one, other) => weights[other]! - weights[one]!);
    return { lanes, least: weights.filter((weight) => weight === ITS_OWN).length };
  }

  /** @param shown the numbers of the lanes that are drawn; all unless given */
  layout(shown?: ReadonlySet<number>): Layout {
    const { lanes } = this.#cast;
    const numbers = [...lanes.keys()].filter((lane) => shown?.has(lane) ?? true);
    const all = this.#rows.filter(({ figure }) =>
      lanesOf(figure).every((lane) => numbers.includes(lane)),
    );
    const here = this.#here === undefined ? -1 : all.indexOf(this.#here);
    const rows = here < 0 ? foldLong(all, this.#happened, this.#waits) : foldAround(all, here);
    const move = (lane: number): number => numbers.indexOf(lane);
    return {
      lanes: numbers.map((lane) => lanes[lane]!),
      omitted: [...lanes.keys()]
        .filter((lane) => !numbers.includes(lane))
        .map((lane) => lanes[lane]!),
      rows: rows.map((row, index) => {
        const clock = duration(row.at);
        const before = rows[index - 1];
        return {
          ...row,
          figure: moved(row.figure, move),
          clock: before && duration(before.at) === clock ? '' : clock,
          here: row === this.#here,
        };
      }),
      spans: placed(
        this.#stretches
          .filter(({ lane }) => numbers.includes(lane))
          .map(({ kind, lane, from, to }) => ({
            kind,
            lane: move(lane),
            from: from === undefined ? -1 : rowOf(rows, from),
            to: to === undefined ? rows.length : rowFrom(rows, to),
          })),
      ),
    };
  }

  /** How much each lane has to do with the row `here`. */
  #weights(here: Row): number[] {
    const { about } = here;
    const consumers = new Consumers(this.#happened);
    const weights = this.#cast.lanes.map(() => 0);
    const add = ({ figure }: Row, weight: number): void => {
      for (const lane of lanesOf(figure)) weights[lane] = Math.max(weights[lane]!, weight);
    };
    add(here, ITS_OWN);
    for (const row of this.#rows) {
      const { about: event } = row;
      if (isTrouble(event)) add(row, 3);
      else if (event.client === about.client) add(row, 2);
      if (!('sequence' in event) || !('sequence' in about)) continue;
      if (nameOf(event) !== nameOf(about)) continue;
      const isForOthers =
        'subscription' in event &&
        (!('subscription' in about) || consumers.of(event) !== consumers.of(about));
      add(row, isForOthers ? 1 : ITS_OWN);
    }
    return weights;
  }
}

/** Of lanes without which an event cannot be understood. */
const ITS_OWN = 4;

/** The row in which an event is shown, or the last one before it. */
function rowOf(rows: readonly Row[], event: number): number {
  return rows.findLastIndex((row) => row.event <= event);
}

/** The row in which an event is shown, or the next one. */
function rowFrom(rows: readonly Row[], event: number): number {
  const row = rows.findIndex((each) => each.event >= event);
  return row < 0 ? rows.length : row;
}

/** The same figure where its lanes have other numbers. */
function moved(figure: Row['figure'], move: (lane: number) => number): Row['figure'] {
  if (figure.shape === 'across') return figure;
  if (figure.shape === 'sign') return { ...figure, lane: move(figure.lane) };
  const { from, to, beside } = figure;
  return {
    ...figure,
    from: move(from),
    to: move(to),
    ...(beside && { beside: { ...beside, lane: move(beside.lane) } }),
  };
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
