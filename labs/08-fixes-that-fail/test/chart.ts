import type { Price } from './priced';

/** One row of bars. */
interface Bar {
  readonly label: string;
  readonly value: number;
  /** As it is written at its end. */
  readonly text: string;
  /** What the learner said, if a number was in it. */
  readonly said?: number | undefined;
}

/** A group of bars of one scale. */
interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const [WIDTH, LEFT, RIGHT, ROW, TOP, GAP] = [760, 150, 120, 26, 56, 54] as const;
/** What is written at the end of a bar takes about so much. */
const WORD = 40;
const INK = '#24292f';
const BAR = '#4c78a8';
const SAID = '#d9480f';

/** The questions under Predict that ask for a bar: what is asked of which fix. */
const ASKED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  perSecond: { 'one copy': 0, 'seen events': 1, 'shared sequence': 2 },
  waiting: { 'one copy': 3, 'seen events': 4 },
};

/** What each fix costs, as an SVG; a mark on a bar is what was predicted of it. */
export function chart(all: readonly Price[], said: readonly string[]): string {
  const panels: Panel[] = [
    {
      title: 'Events per second, of 33 that come',
      bars: all.map(({ fix, perSecond }) => ({
        label: fix,
        value: perSecond,
        text: perSecond.toFixed(1),
        said: numberIn(said, ASKED.perSecond![fix]),
      })),
    },
    {
      title: 'Other accounts that wait while one event is stuck, of 6, and how long',
      bars: all.map(({ fix, waiting, longest }) => ({
        label: fix,
        value: waiting,
        text: waiting === 0 ? '0' : `${waiting}, up to ${longest.toFixed(1)} s`,
        said: numberIn(said, ASKED.waiting![fix]),
      })),
    },
  ];
  let y = TOP;
  const drawn = panels.map((panel) => {
    const top = y;
    y += panel.bars.length * ROW + GAP;
    return draw(panel, top);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" font-family="system-ui, sans-serif" font-size="13" fill="${INK}">`,
    '<title>What each fix costs</title>',
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    ...drawn,
    legend(y - 18),
    '</svg>',
    '',
  ].join('\n');
}

function draw({ title, bars }: Panel, top: number): string {
  const longest = Math.max(1, ...bars.flatMap(({ value, said = 0 }) => [value, said]));
  const lengthOf = (value: number): number =>
    Math.round((value / longest) * (WIDTH - LEFT - RIGHT));
  const rows = bars.map(({ label, value, text, said }, index) => {
    const y = top + index * ROW;
    const end = LEFT + lengthOf(value);
    const mark = said === undefined ? undefined : LEFT + lengthOf(said);
    const isInTheWay = mark !== undefined && mark > end - WORD / 4 && mark < end + WORD;
    return [
      `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end">${label}</text>`,
      `<rect x="${LEFT}" y="${y + 3}" width="${Math.max(1, end - LEFT)}" height="${ROW - 9}" fill="${BAR}"/>`,
      mark === undefined ? '' : markAt(mark, y, ROW - 3),
      `<text x="${(isInTheWay ? mark : end) + 8}" y="${y + 15}">${text}</text>`,
    ].join('\n');
  });
  const heading = `<text x="${LEFT}" y="${top - 10}" font-weight="600">${title}</text>`;
  return [heading, ...rows].join('\n');
}

function legend(y: number): string {
  return `${markAt(LEFT, y - 12, 16)}\n<text x="${LEFT + 10}" y="${y}">what you predicted</text>`;
}

function markAt(x: number, y: number, height: number): string {
  return `<path d="M${x} ${y}v${height}" stroke="${SAID}" stroke-width="3" fill="none"/>`;
}

/** The first number in what was said; undefined if there is none. */
function numberIn(said: readonly string[], question: number | undefined): number | undefined {
  const text = question === undefined ? undefined : said[question];
  const found = /\d+(?:[.,]\d+)?/.exec(text ?? '');
  return found ? Number(found[0].replace(',', '.')) : undefined;
}
