import { labelGap, type Layout, type PlacedRow } from '../layout/figure';
import { IN_NAMES, wrap } from '../wrap';
import { widthOf } from './measure';

/** Pixels. */
export const TEXT = 13;
const NAME = 14;
export const LINE = 16;
const TITLE = 17;
export const TITLE_LINE = 22;
const ROW = 36;
/** Between two moments. */
const PAUSE = 22;
export const MARGIN = 24;
/** A title is broken where the picture ends, but not before this. */
const TITLE_WIDTH = 420;
/** From a lifeline to the text beside it: past a box. */
export const BESIDE = 14;
/** Words beside a lifeline are broken at this width. */
const WORDS = 150;
const NAME_WIDTH = 132;
/** The least from lifeline to lifeline. */
const GAP = 112;
/** On both sides of an arrow's label: arrow head, box, bar. */
const AROUND_LABEL = 26;
/** How far a bar lies beside its lifeline, and the next bar beside the first. */
export const BAR = 12;
const BAR_STEP = 9;

/** Where everything lies. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  /** The middle of each lane. */
  readonly x: readonly number[];
  /** The line of each row, on which its arrow is drawn. */
  readonly y: readonly number[];
  /** Where lifelines begin, below the names, and where they end. */
  readonly top: number;
  readonly bottom: number;
  /** The right end of the clock's column. */
  readonly clock: number;
  /** The lines of the title. */
  readonly title: readonly string[];
  /** The lines of the names and roles, lane by lane, and where the first line of the roles stands. */
  readonly heads: readonly { readonly name: readonly string[]; readonly role: readonly string[] }[];
  readonly roleTop: number;
}

export function geometryOf({ lanes, rows, spans }: Layout, title: string): Geometry {
  const heads = lanes.map(({ name, role }) => ({
    name: wrap(name, NAME_WIDTH, (text) => widthOf(text, NAME), IN_NAMES),
    role: wrap(role, NAME_WIDTH, (text) => widthOf(text, TEXT), IN_NAMES),
  }));
  const half = heads.map(
    ({ name, role }) =>
      Math.max(
        ...role.map((line) => widthOf(line, TEXT)),
        ...name.map((line) => widthOf(line, NAME)),
      ) / 2,
  );
  const clock = MARGIN + Math.max(...rows.map((row) => widthOf(row.clock, TEXT)), 0);
  const gaps = lanes.map((_, lane) => Math.max(GAP, half[lane]! + (half[lane + 1] ?? 0) + 22));
  const widen = (lane: number, width: number): void => {
    if (gaps[lane] !== undefined) gaps[lane] = Math.max(gaps[lane], width);
  };
  const bars = lanes.map((_, lane) => {
    const own = spans.filter((span) => span.lane === lane && span.kind === 'waiting');
    const slots = own.map(({ slot }) => slot);
    return Math.max(0, ...slots) * BAR_STEP;
  });
  // To the right of the last lane there are only words.
  let beyond = half.at(-1) ?? 0;
  for (const { figure } of rows) {
    if (figure.shape === 'arrow') {
      const gap = labelGap(figure);
      widen(gap, widthOf(figure.label, TEXT) + 2 * AROUND_LABEL + (bars[gap + 1] ?? 0));
      if (figure.stored !== undefined) {
        const box = storedWidth(figure.stored) / 2;
        widen(figure.to - 1, widthOf(figure.label, TEXT) + 2 * AROUND_LABEL + box);
        if (figure.to === lanes.length - 1) beyond = Math.max(beyond, box);
      }
    }
    const words = wordsOf(figure);
    if (!words) continue;
    const width = BESIDE + Math.max(...words.lines.map((line) => widthOf(line, TEXT)));
    if (words.lane === lanes.length - 1) beyond = Math.max(beyond, width);
    else widen(words.lane, width + 2 * BAR + (bars[words.lane + 1] ?? 0));
  }

  const x: number[] = [];
  for (const lane of lanes.keys())
    x.push(lane === 0 ? clock + MARGIN + half[0]! : x[lane - 1]! + gaps[lane - 1]!);
  const wanted = (x.at(-1) ?? clock) + beyond + MARGIN;
  const titleLines = wrap(title, Math.max(wanted - 2 * MARGIN, TITLE_WIDTH), (text) =>
    widthOf(text, TITLE),
  );
  const nameTop = MARGIN + 56 + (titleLines.length - 1) * TITLE_LINE;
  const nameLines = Math.max(...heads.map(({ name }) => name.length), 1);
  const roleTop = nameTop + nameLines * 17 - 8;
  const roleLines = Math.max(...heads.map(({ role }) => role.length), 1);
  const top = roleTop + 22 + (roleLines - 1) * LINE;
  const { y, bottom } = heights(rows, top);
  return {
    width: Math.max(
      wanted,
      2 * MARGIN + Math.max(...titleLines.map((line) => widthOf(line, TITLE))),
    ),
    height: bottom + MARGIN,
    x,
    y,
    top,
    bottom,
    clock,
    title: titleLines,
    heads,
    roleTop,
  };
}

function heights(rows: readonly PlacedRow[], top: number): { y: number[]; bottom: number } {
  const y: number[] = [];
  let bottom = top;
  for (const [index, { clock, figure }] of rows.entries()) {
    if (clock !== '') bottom += index === 0 ? PAUSE / 2 : PAUSE;
    const more = ((wordsOf(figure)?.lines.length ?? 1) - 1) * LINE;
    y.push(bottom + (ROW + more) * 0.6);
    bottom += ROW + more;
  }
  return { y, bottom: bottom + 8 };
}

/** The words beside a lifeline in a row, in lines. */
export function wordsOf(
  figure: PlacedRow['figure'],
): { lane: number; lines: string[] } | undefined {
  if (figure.shape === 'across') return undefined;
  const { lane, text } =
    figure.shape === 'sign' ? figure : (figure.beside ?? { lane: 0, text: '' });
  return text === ''
    ? undefined
    : { lane, lines: wrap(text, WORDS, (words) => widthOf(words, TEXT)) };
}

/** The width of the box in which a stored version stands. */
export function storedWidth(text: string): number {
  return widthOf(text, TEXT) + 14;
}

/** The middle of a bar beside the lifeline at `x`. */
export function barX(x: number, slot: number): number {
  return x - BAR - slot * BAR_STEP;
}
