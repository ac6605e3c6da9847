import type { Attributes } from './element';

/** Colours, on white paper and where a browser is dark. */
const COLOURS = {
  paper: ['#fff', '#14171b'],
  ink: ['#1d2127', '#dde2e8'],
  faint: ['#59616c', '#9ba5b1'],
  line: ['#8a939e', '#737d89'],
  rule: ['#dde1e6', '#30363e'],
  box: ['#e9edf2', '#2a3038'],
  again: ['#0b57a4', '#84bbff'],
  lost: ['#b3400a', '#ff9d66'],
  band: ['#fff3d6', '#3a3119'],
} as const;

interface Look {
  readonly fill?: keyof typeof COLOURS | 'none';
  readonly stroke?: keyof typeof COLOURS;
  /** What does not change with the colours. */
  readonly more?: Attributes;
}

const line = (width: number, more: Attributes = {}, stroke: Look['stroke'] = 'ink'): Look => ({
  fill: 'none',
  stroke,
  more: { 'stroke-width': width, ...more },
});
const bold = { 'font-weight': 600 };
const round = { 'stroke-linecap': 'round' };

/** How each thing looks. Dashes, crosses and labels carry the meaning; colour only helps. */
const LOOKS = {
  paper: { fill: 'paper' },
  band: { fill: 'band' },
  title: { fill: 'ink', more: { 'font-size': 17, ...bold } },
  name: { fill: 'ink', more: { 'font-size': 14, ...bold } },
  role: { fill: 'faint' },
  fold: { fill: 'faint', more: { 'font-style': 'italic' } },
  restart: { fill: 'lost', more: bold },
  clock: { fill: 'faint' },
  rule: line(1, {}, 'rule'),
  text: { fill: 'ink' },
  alive: line(1.5, {}, 'line'),
  silent: line(1.5, { 'stroke-dasharray': '5 6' }, 'line'),
  handling: { fill: 'box', stroke: 'line', more: { 'stroke-width': 1.2 } },
  waiting: { fill: 'lost' },
  arrow: line(1.5),
  ack: line(1.2),
  load: line(1.5, { 'stroke-dasharray': '2 4' }),
  redelivery: line(2, { 'stroke-dasharray': '8 5' }, 'again'),
  'no-ack': line(1.5, { 'stroke-dasharray': '1.5 5', ...round }),
  head: { fill: 'ink' },
  'redelivery-head': { fill: 'again' },
  'redelivery-text': { fill: 'again', more: bold },
  cross: line(2.4, round, 'lost'),
  'lost-text': { fill: 'lost', more: bold },
  stop: line(2.6, round),
  dot: { fill: 'ink' },
  stored: { fill: 'box', stroke: 'ink', more: { 'stroke-width': 1.2 } },
  'stored-text': { fill: 'ink', more: bold },
  here: { fill: 'ink', more: bold },
} as const satisfies Readonly<Record<string, Look>>;

export type LookName = keyof typeof LOOKS;

/**
 * The attributes of what looks so. They hold the colours too: a viewer of images knows no variables, and
 * few know a style sheet, without which all is black. The names of the classes are long enough for a page
 * that holds several pictures and styles of its own.
 */
export function look(name: LookName): Attributes {
  const { fill, stroke, more }: Look = LOOKS[name];
  return { class: `tl-${name}`, fill: light(fill), stroke: light(stroke), ...more };
}

/** Of the whole picture. */
export const FONT: Attributes = {
  'font-family':
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  'font-size': 13,
};

const HALO = 'stroke-width:4px;stroke-linejoin:round;paint-order:stroke';

/**
 * What only browsers know: a halo around text, which would cover the text where it is not painted
 * first, and the dark colours.
 */
export const STYLE = `
.timeline{color-scheme:light dark}
@supports (paint-order:stroke){.timeline text{stroke:${COLOURS.paper[0]};${HALO}}.timeline .tl-stored-text{stroke:none}}
@media screen and (prefers-color-scheme:dark){.timeline text{stroke:${COLOURS.paper[1]}}
${Object.entries(LOOKS)
  .map(([name, colours]) => dark(name, colours))
  .join('\n')}
}
`.trim();

function dark(name: string, { fill, stroke }: Look): string {
  const colours = [
    ...(fill === undefined || fill === 'none' ? [] : [`fill:${COLOURS[fill][1]}`]),
    ...(stroke === undefined ? [] : [`stroke:${COLOURS[stroke][1]}`]),
  ];
  return `.timeline .tl-${name}{${colours.join(';')}}`;
}

function light(colour: Look['fill']): string | undefined {
  return colour === undefined || colour === 'none' ? colour : COLOURS[colour][0];
}
