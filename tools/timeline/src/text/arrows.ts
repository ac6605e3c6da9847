import { type Arrow, labelGap } from '../layout/figure';
import type { Canvas, Ink } from './canvas';
import { columnsWide } from './cells';
import { AROUND_LABEL, brokenBy } from './columns';

const STROKES: Readonly<Record<Arrow['kind'], string>> = {
  publish: '─',
  delivery: '─',
  redelivery: '╌',
  ack: '─',
  save: '─',
  refused: '─',
  load: '·',
  'lost ack': '─',
  'no ack': '·',
};

/** True if the label of an arrow has room in it. */
export function hasRoom(arrow: Arrow, x: readonly number[]): boolean {
  const { room } = placeOf(arrow, x);
  return columnsWide(arrow.label) <= room - AROUND_LABEL + 3 - brokenBy(arrow.kind);
}

/** Writes an arrow over the lifelines of a line, with its label in it, if that is not empty. */
export function writeArrow(canvas: Canvas, line: number, arrow: Arrow, x: readonly number[]): void {
  const { kind, label } = arrow;
  const { isRight, left, right, gap, room, box } = placeOf(arrow, x);
  const ink = inkOf(kind);
  for (let column = left; column <= right; column++) {
    const isCrossing = x.includes(column) && canvas.at(line, column) !== ' ';
    canvas.write(line, column, isCrossing ? '┼' : STROKES[kind], ink);
  }
  const isBroken = brokenBy(kind) > 0;
  if (isBroken) {
    const end = isRight ? right - 3 : left + 3;
    for (let column = left; column <= right; column++)
      if (isRight ? column > end : column < end) canvas.write(line, column, ' ');
    canvas.write(line, end, '╳', 'lost');
  } else {
    const tip = kind === 'refused' ? '╳' : isRight ? '>' : '<';
    canvas.write(line, isRight ? right : left, tip, ink);
  }
  if (label !== '') {
    const start = x[gap]! + 1 + Math.floor((room - columnsWide(label)) / 2);
    canvas.write(line, isBroken && start < left + 5 ? left + 5 : start - 1, ` ${label} `, ink);
  }
  canvas.write(line, right + 1, box, 'bold');
}

/** Where an arrow begins and ends, and the gap that its label is for, with what is left of it beside the box. */
function placeOf(
  arrow: Arrow,
  x: readonly number[],
): {
  readonly isRight: boolean;
  readonly left: number;
  readonly right: number;
  readonly gap: number;
  readonly room: number;
  readonly box: string;
} {
  const from = x[arrow.from]!;
  const to = x[arrow.to]!;
  const isRight = to > from;
  const box = arrow.stored === undefined ? '' : `[${arrow.stored}]`;
  const edge = Math.floor(columnsWide(box) / 2);
  const left = (isRight ? from : to) + 1;
  const right = (isRight ? to - edge : from) - 1;
  const gap = labelGap(arrow);
  const room = Math.min(x[gap + 1]! - 1, right) - x[gap]! - 1;
  return { isRight, left, right, gap, room, box };
}

function inkOf(kind: Arrow['kind']): Ink {
  if (kind === 'redelivery') return 'again';
  return kind === 'lost ack' || kind === 'no ack' || kind === 'refused' ? 'lost' : 'plain';
}
