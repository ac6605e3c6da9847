import { type Arrow, labelGap } from '../layout/figure';
import { element, escape } from './element';
import { type Geometry, storedWidth } from './geometry';
import { look, type LookName } from './style';

/** From the middle of a lifeline to where an arrow begins or ends. */
const CLEAR = 6;

/** An arrow with its label, and the box of what is stored. */
export function drawArrow(arrow: Arrow, y: number, { x }: Geometry): string {
  const { kind, from, to, label, stored } = arrow;
  const direction = x[to]! > x[from]! ? 1 : -1;
  const start = x[from]! + direction * CLEAR;
  const edge = stored === undefined ? CLEAR : storedWidth(stored) / 2 + 1;
  const end = x[to]! - direction * edge;
  const gap = labelGap(arrow);
  const middle = (x[gap]! + x[gap + 1]! + (gap + 1 === to ? CLEAR - edge : 0)) / 2;

  const parts: string[] = [];
  const isBroken = kind === 'lost ack' || kind === 'no ack';
  const tip = isBroken ? middle - direction * 9 : end - direction * 3;
  parts.push(line(start, tip, y, lookOf(kind)));
  if (isBroken || kind === 'refused') parts.push(cross(isBroken ? middle : end, y));
  else parts.push(head(kind, end, y, direction));
  if (stored !== undefined) parts.push(storedBox(stored, x[to]!, y));
  const words = isBroken || kind === 'refused' ? 'lost-text' : 'text';
  const looks = look(kind === 'redelivery' ? 'redelivery-text' : words);
  parts.push(
    element(
      'text',
      { x: middle, y: y - (isBroken ? 11 : 8), 'text-anchor': 'middle', ...looks },
      escape(label),
    ),
  );
  return parts.join('\n');
}

/** A cross: something ends here that should not. */
export function cross(x: number, y: number): string {
  const path = `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`;
  return element('path', { d: path, ...look('cross') });
}

function line(from: number, to: number, y: number, name: LookName): string {
  return element('line', { x1: from, y1: y, x2: to, y2: y, ...look(name) });
}

/** Filled for what carries a message or a write, open for an answer. */
function head(kind: Arrow['kind'], x: number, y: number, direction: number): string {
  const back = x - direction * 9;
  if (kind === 'ack' || kind === 'load')
    return element('path', {
      d: `M${back} ${y - 4.5}L${x} ${y}L${back} ${y + 4.5}`,
      ...look('arrow'),
    });
  return element('path', {
    d: `M${back} ${y - 4.5}L${x} ${y}L${back} ${y + 4.5}Z`,
    ...look(kind === 'redelivery' ? 'redelivery-head' : 'head'),
  });
}

function storedBox(text: string, x: number, y: number): string {
  const width = storedWidth(text);
  return [
    element('rect', { x: x - width / 2, y: y - 11, width, height: 22, rx: 5, ...look('stored') }),
    element(
      'text',
      { x, y: y + 4.5, 'text-anchor': 'middle', ...look('stored-text') },
      escape(text),
    ),
  ].join('\n');
}

function lookOf(kind: Arrow['kind']): LookName {
  switch (kind) {
    case 'ack':
    case 'lost ack':
      return 'ack';
    case 'no ack':
      return 'no-ack';
    case 'load':
    case 'redelivery':
      return kind;
    default:
      return 'arrow';
  }
}
