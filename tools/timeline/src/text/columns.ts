import { type ArrowKind, labelGap, type Layout, type PlacedRow } from '../layout/figure';
import { IN_NAMES, wrap } from '../wrap';
import { columnsWide } from './cells';

/** No gap is narrower than this, however many lanes there are. */
const LEAST = 12;
/** What has words beside its lifeline is no narrower than this: they would be broken inside. */
const LEAST_WORDS = 16;
/** Around an arrow's label: its ends, and a bar beside the lifeline. */
export const AROUND_LABEL = 8;
/** Words beside a lifeline are broken at this width, if there is room for it. */
const WORDS = 24;

/** Where everything stands in a line. */
export interface Columns {
  /** The column of each lifeline. */
  readonly x: readonly number[];
  /** What stands above each lane: the name and the role, in lines. */
  readonly heads: readonly Head[];
  readonly width: number;
}

interface Head {
  readonly name: readonly string[];
  readonly role: readonly string[];
}

/** What may be broken into lines where there is little room. */
interface Wants {
  /** For names and arrows. */
  readonly labels: number;
  /** For words beside a lifeline. */
  readonly words: number;
  /** For boxes, which have to fit. */
  readonly boxes: number;
}

/**
 * Gives every gap what it needs; if that is more than `width`, words give way first, then labels.
 *
 * @returns undefined if the lanes have no room side by side
 */
export function columnsOf(layout: Layout, width: number): Columns | undefined {
  const { lanes, rows } = layout;
  const half = lanes.map(({ name, role }) =>
    Math.ceil(Math.max(columnsWide(name), columnsWide(role)) / 2),
  );
  const clock = Math.max(...rows.map((row) => row.clock.length), 0) + 2;
  const wants = wantsOf(layout, half);
  const most = { labels: width, words: width };
  const roomFor = ({ labels, words, boxes }: Wants): number =>
    Math.max(Math.min(labels, most.labels), Math.min(words, most.words), boxes);
  const first = (): number => clock + Math.min(half[0] ?? 0, Math.ceil(most.labels / 2));
  const gaps = (): number[] => wants.slice(0, -1).map((want) => Math.max(LEAST, roomFor(want)));
  const after = (): number => (wants.length === 0 ? 0 : roomFor(wants.at(-1)!));
  const isTooWide = (): boolean => first() + sum(gaps()) + after() > width;
  while (most.words > LEAST_WORDS && isTooWide()) most.words -= 1;
  while (most.labels > LEAST && isTooWide()) most.labels -= 1;
  if (isTooWide()) return undefined;

  const x = [first()];
  for (const gap of gaps()) x.push(x.at(-1)! + gap);
  const room = most.labels - 2;
  const heads = lanes.map(({ name, role }) => ({
    name: wrap(name, room, columnsWide, IN_NAMES),
    role: wrap(role, room, columnsWide, IN_NAMES),
  }));
  return { x, heads, width };
}

/** What each gap wants, and the room to the right of the last lane. */
function wantsOf({ lanes, rows }: Layout, half: readonly number[]): Wants[] {
  const wants = lanes.map((_, lane) => ({
    labels: half[lane]! + (lanes[lane + 1] ? half[lane + 1]! + 2 : 0),
    words: 0,
    boxes: 0,
  }));
  for (const { figure } of rows) {
    if (figure.shape === 'arrow') {
      const box = figure.stored === undefined ? 0 : Math.ceil(columnsWide(figure.stored) / 2) + 1;
      const gap = wants[labelGap(figure)]!;
      const room = columnsWide(figure.label) + AROUND_LABEL + box + brokenBy(figure.kind);
      gap.labels = Math.max(gap.labels, room);
      if (box > 0) {
        wants[figure.to]!.boxes = Math.max(wants[figure.to]!.boxes, box);
        const before = wants[figure.to - 1];
        if (before) before.boxes = Math.max(before.boxes, box + 4);
      }
    }
    const words = wordsOf(figure, WORDS);
    if (!words) continue;
    const gap = wants[words.lane]!;
    gap.words = Math.max(gap.words, Math.max(...words.lines.map(columnsWide)) + 5);
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
  return text === '' ? undefined : { lane, lines: wrap(text, Math.min(width, WORDS), columnsWide) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
