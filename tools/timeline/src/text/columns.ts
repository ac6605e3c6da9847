import { type ArrowKind, labelGap, type Layout, type PlacedRow } from '../layout/figure';
import { IN_NAMES, wrap } from '../wrap';

/** No gap is narrower than this, however many lanes there are. */
const LEAST = 12;
/** Around an arrow's label: its ends, and a bar beside the lifeline. */
export const AROUND_LABEL = 8;
/** Words beside a lifeline are broken at this width, if there is room for it. */
const WORDS = 24;

/** Where everything stands in a line. */
export interface Columns {
  /** The column of each lifeline. */
  readonly x: readonly number[];
  /** The names, in lines. */
  readonly names: readonly (readonly string[])[];
  readonly width: number;
}

const length = (text: string): number => text.length;

/** Gives every gap what it needs; if that is more than `width`, words give way first, then labels. */
export function columnsOf(layout: Layout, width: number): Columns {
  const { lanes, rows } = layout;
  const half = lanes.map(({ name, role }) => Math.ceil(Math.max(name.length, role.length) / 2));
  const first = Math.max(...rows.map(({ clock }) => clock.length), 0) + 2 + (half[0] ?? 0);
  const wants = wantsOf(layout, half);
  const beyond = wants.at(-1) ?? { labels: 0, words: 0 };
  const after = Math.max(beyond.labels, beyond.words);

  const most = { labels: width, words: width };
  const gaps = (): number[] =>
    wants
      .slice(0, -1)
      .map((want) =>
        Math.max(LEAST, Math.min(want.labels, most.labels), Math.min(want.words, most.words)),
      );
  const isTooWide = (): boolean => sum(gaps()) > width - first - after;
  while (most.words > LEAST && isTooWide()) most.words -= 1;
  while (most.labels > LEAST && isTooWide()) most.labels -= 1;

  const x = [first];
  for (const gap of gaps()) x.push(x.at(-1)! + gap);
  return {
    x,
    names: lanes.map(({ name }) => wrap(name, most.labels - 2, length, IN_NAMES)),
    width: Math.max(width, x.at(-1)! + after),
  };
}

/** What each gap wants: for names and arrows, which cannot be broken, and for words, which can. */
function wantsOf(
  { lanes, rows }: Layout,
  half: readonly number[],
): { labels: number; words: number }[] {
  const wants = lanes.map((_, lane) => ({
    labels: half[lane]! + (lanes[lane + 1] ? half[lane + 1]! + 2 : 0),
    words: 0,
  }));
  for (const { figure } of rows) {
    if (figure.shape === 'arrow') {
      const box = figure.stored === undefined ? 0 : Math.ceil(figure.stored.length / 2) + 1;
      const gap = wants[labelGap(figure)]!;
      const room = figure.label.length + AROUND_LABEL + box + brokenBy(figure.kind);
      gap.labels = Math.max(gap.labels, room);
      wants[figure.to]!.labels = Math.max(wants[figure.to]!.labels, box);
    }
    const words = wordsOf(figure, WORDS);
    if (!words) continue;
    const gap = wants[words.lane]!;
    gap.words = Math.max(gap.words, Math.max(...words.lines.map(length)) + 5);
  }
  return wants;
}

/** What a cross and the room before it take. */
export function brokenBy(kind: ArrowKind): number {
  return kind === 'lost ack' || kind === 'no ack' ? 3 : 0;
}

/** The words beside a lifeline, in lines of at most `width`. */
export function wordsOf(
  figure: PlacedRow['figure'],
  width: number,
): { lane: number; lines: string[] } | undefined {
  if (figure.shape === 'across') return undefined;
  const { lane, text } =
    figure.shape === 'sign' ? figure : (figure.beside ?? { lane: 0, text: '' });
  return text === '' ? undefined : { lane, lines: wrap(text, Math.min(width, WORDS), length) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
