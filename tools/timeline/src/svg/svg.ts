import type { Run } from '@workbook/history';
import type { PlacedRow, Sign, Span } from '../layout/figure';
import { layoutOf, type LayoutOptions } from '../layout/layout';
import { cross, drawArrow } from './arrows';
import { element, escape } from './element';
import {
  barX,
  BESIDE,
  type Geometry,
  geometryOf,
  LINE,
  MARGIN,
  TEXT,
  TITLE_LINE,
  wordsOf,
} from './geometry';
import { widthOf } from './measure';
import { FONT, look, type LookName, STYLE } from './style';

/** What a picture says of itself. */
export interface PictureOptions extends LayoutOptions {
  /** Stands above the picture, and is its name for a screen reader. */
  readonly title: string;
  /** What a screen reader reads in the place of the picture: a story is a good one. */
  readonly description: string;
}

/**
 * Draws a run as an SVG that stands for itself: as an image, in a page, on paper, light or dark.
 * The same run gives the same bytes.
 */
export function svg(run: Run, options: PictureOptions): string {
  const { title, description } = options;
  const layout = layoutOf(run, options);
  const geometry = geometryOf(layout, title);
  const { width, height } = geometry;
  const parts = [
    element('title', {}, escape(title)),
    element('desc', {}, escape(description)),
    element('style', {}, STYLE),
    element('rect', { width, height, rx: 8, ...look('paper') }),
    ...geometry.title.map((line, index) =>
      text(MARGIN, 41 + index * TITLE_LINE, line, 'title', 'start'),
    ),
    ...layout.rows.map((row, index) => moment(row, geometry.y[index]!, geometry)),
    ...layout.spans.map((span) => drawSpan(span, geometry)),
    ...layout.lanes.map((_, lane) => header(lane, geometry)),
    ...layout.rows.map((row, index) => drawRow(row, geometry.y[index]!, geometry)),
  ];
  const open = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
    width: Math.round(width),
    height: Math.round(height),
    role: 'img',
    class: 'timeline',
    ...FONT,
  };
  return `${element('svg', open, `\n${parts.filter((part) => part !== '').join('\n')}\n`)}\n`;
}

/** The clock and a rule where time has moved on, and the band of the row to look at. */
function moment(
  { clock, here, figure }: PlacedRow,
  y: number,
  { clock: right, width }: Geometry,
): string {
  const parts: string[] = [];
  const more = ((wordsOf(figure)?.lines.length ?? 1) - 1) * LINE;
  if (here)
    parts.push(
      element('rect', {
        x: right + 12,
        y: y - 24 - more / 2,
        width: width - right - 24,
        height: 34 + more,
        ...look('band'),
      }),
    );
  if (clock !== '') {
    const rule = y - 32;
    const attributes = { x1: right + 12, y1: rule, x2: width - 24, y2: rule, ...look('rule') };
    parts.push(element('line', attributes), text(right, rule + 4.5, clock, 'clock', 'end'));
  }
  return parts.join('\n');
}

/** Names end above their lifelines, roles begin below them. */
function header(lane: number, { heads, x, roleTop }: Geometry): string {
  const { name, role } = heads[lane]!;
  return [
    ...name.map((line, index) =>
      text(x[lane]!, roleTop - 17 * (name.length - index), line, 'name'),
    ),
    ...role.map((line, index) => text(x[lane]!, roleTop + LINE * index, line, 'role')),
  ].join('\n');
}

function drawSpan({ kind, lane, from, to, slot }: Span, geometry: Geometry): string {
  const { y, top, bottom } = geometry;
  const x = geometry.x[lane]!;
  const begin = from < 0 ? top - 8 : y[from]!;
  const end = to >= y.length ? bottom : y[to]!;
  if (kind === 'handling') {
    const left = x - 5 + slot * 6;
    const attributes = { x: left, y: begin - 4, width: 10, height: end - begin + 8, rx: 1.5 };
    return element('rect', { ...attributes, ...look('handling') });
  }
  if (kind === 'waiting') {
    const attributes = { x: barX(x, slot) - 2.5, y: begin + 8, width: 5, height: end - begin - 12 };
    return element('rect', { ...attributes, rx: 2.5, ...look('waiting') });
  }
  return element('line', { x1: x, y1: begin, x2: x, y2: end, ...look(kind) });
}

function drawRow(row: PlacedRow, y: number, geometry: Geometry): string {
  const { figure } = row;
  const { x, width } = geometry;
  if (figure.shape === 'across') {
    const around = figure.kind === 'fold' ? '\u22ee' : '\u2550\u2550';
    const attributes = { x: x[0]! - 20, y: y - 14, width: width - x[0]! - 4, height: 22 };
    return [
      element('rect', { ...attributes, ...look('paper') }),
      text((x[0]! + x.at(-1)!) / 2, y + 2, `${around}  ${figure.text}  ${around}`, figure.kind),
    ].join('\n');
  }
  const parts = [
    figure.shape === 'arrow' ? drawArrow(figure, y, geometry) : drawSign(figure, y, x),
  ];
  const words = wordsOf(figure);
  if (words) {
    const first = y + 4.5 - ((words.lines.length - 1) * 16) / 2;
    for (const [index, line] of words.lines.entries())
      parts.push(text(x[words.lane]! + BESIDE, first + index * 16, line, 'text', 'start'));
  }
  if (row.here) parts.push(text(width - 28 - widthOf('here', TEXT) / 2, y - 10, 'here', 'here'));
  return parts.join('\n');
}

function drawSign({ kind, lane }: Sign, y: number, x: readonly number[]): string {
  const at = x[lane]!;
  switch (kind) {
    case 'breaks':
      return cross(at, y);
    case 'starts':
    case 'ends':
      return element('line', { x1: at - 9, y1: y, x2: at + 9, y2: y, ...look('stop') });
    case 'dot':
      return element('circle', { cx: at, cy: y, r: 3.5, ...look('dot') });
    case 'words':
      return '';
  }
}

function text(
  x: number,
  y: number,
  words: string,
  name: LookName,
  anchor: 'start' | 'middle' | 'end' = 'middle',
): string {
  return element('text', { x, y, 'text-anchor': anchor, ...look(name) }, escape(words));
}
