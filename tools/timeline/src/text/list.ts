import type { Arrow, Layout, PlacedRow } from '../layout/figure';
import { wrap } from '../wrap';
import { Canvas } from './canvas';
import { columnsWide } from './cells';

const INDENT = 2;
/** What an entry goes on with in its next line. */
const HANGING = 4;
export const HERE = '<-- here';

/** Writes a run as a list, for a terminal in which its lanes have no room side by side. */
export function listOf(layout: Layout, width: number): Canvas {
  const canvas = new Canvas();
  const write = (text: string, indent: number, ink: 'plain' | 'faint' | 'bold'): void => {
    const [first = '', ...rest] = wrap(text, width - indent - HANGING, columnsWide);
    canvas.write(canvas.addLine(), indent, first, ink);
    for (const line of rest) canvas.write(canvas.addLine(), indent + HANGING, line, ink);
  };
  write(`${layout.lanes.length} lanes have no room side by side here.`, 0, 'faint');
  for (const row of layout.rows) {
    if (row.clock !== '') write(row.clock, 0, 'faint');
    write(inWords(row, layout), INDENT, row.figure.shape === 'across' ? 'faint' : 'plain');
    if (row.here) write(HERE, INDENT + HANGING, 'bold');
  }
  return canvas;
}

function inWords({ figure }: PlacedRow, { lanes }: Layout): string {
  if (figure.shape === 'across') return `... ${figure.text} ...`;
  const name = (lane: number): string => {
    const { name: own, role } = lanes[lane]!;
    const isAlone = lanes.filter((other) => other.name === own).length === 1;
    return isAlone ? own : `${own} (${role})`;
  };
  if (figure.shape === 'sign') return `${name(figure.lane)}: ${figure.text}`;
  const { from, to, label, stored, beside } = figure;
  return [
    `${name(from)} ${isLost(figure) ? '-x' : '->'} ${name(to)}: ${label}`,
    ...(stored === undefined ? [] : [stored]),
    ...(beside ? [beside.text] : []),
  ].join(', ');
}

function isLost({ kind }: Arrow): boolean {
  return kind === 'lost ack' || kind === 'no ack' || kind === 'refused';
}
