import { stylesheet } from '../src/style/stylesheet';

/** The least contrast of text to its ground that WCAG 2.1 calls AA. */
const enough = 4.5;

const [light = '', dark = ''] = stylesheet().split(
  '@media screen and (prefers-color-scheme: dark)',
);

function coloursOf(css: string): Map<string, string> {
  const root = css.slice(0, css.indexOf('}'));
  return new Map([...root.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, a, b]) => [a!, b!]));
}

/** The relative luminance of WCAG 2.1, from 0 to 1. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

test('contrast is computed as WCAG says', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each([
  ['light', coloursOf(light)],
  ['dark', coloursOf(dark)],
])('the %s colours', (_, colours) => {
  test.each(['ink', 'faint', 'link', 'focus'])('%s can be read on paper', (name) => {
    expect(contrast(colours.get(name)!, colours.get('paper')!)).toBeGreaterThan(enough);
  });

  test.each(
    [...colours.keys()].filter((name) => name.startsWith('code-') && name !== 'code-paper'),
  )('%s can be read in a block of code', (name) => {
    expect(contrast(colours.get(name)!, colours.get('code-paper')!)).toBeGreaterThan(enough);
  });

  test('links can be read in code', () => {
    expect(contrast(colours.get('link')!, colours.get('code-paper')!)).toBeGreaterThan(enough);
  });
});

test('both schemes give every colour', () => {
  expect([...coloursOf(dark).keys()]).toEqual([...coloursOf(light).keys()]);
  expect(coloursOf(light).size).toBeGreaterThan(10);
});
