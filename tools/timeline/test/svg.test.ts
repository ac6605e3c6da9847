import fc from 'fast-check';
import { svg } from '../src';
import { widthOf } from '../src/svg/measure';
import { anyRun } from './random-run';

/** The elements of a picture that are seen, each with its attributes. */
function shapes(drawn: string): string[] {
  return drawn.match(/<(rect|line|path|circle|text) [^>]*>/g) ?? [];
}

test('a viewer that knows no style sheet sees its colours: nothing is left to be black', () => {
  fc.assert(
    fc.property(anyRun, ({ run, around }) => {
      const options = { title: 'any', description: '', ...(around !== undefined && { around }) };
      for (const shape of shapes(svg(run, options))) {
        expect(shape).toMatch(/ fill="(none|#[\da-f]{3,6})"/);
        if (shape.includes('fill="none"')) expect(shape).toMatch(/ stroke="#[\da-f]{3,6}"/);
        expect(shape).not.toMatch(/var\(/);
      }
    }),
    { numRuns: 50, seed: 9 },
  );
});

test('a long title is in lines that are not wider than the picture', () => {
  const title = `step 6: ${'what each copy gets when it is back '.repeat(8)}and${'x'.repeat(90)}`;
  const drawn = svg({ happened: [] }, { title, description: '' });
  const width = Number(/ width="(\d+)"/.exec(drawn)![1]);
  const lines = [...drawn.matchAll(/class="tl-title"[^>]*>([^<]*)</g)].map(([, line]) => line!);
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.join('').replaceAll(' ', '')).toBe(title.replaceAll(' ', ''));
  for (const line of lines) expect(24 + widthOf(line, 17)).toBeLessThanOrEqual(width);
});

test('dark is only where a browser says so', () => {
  const drawn = svg({ happened: [] }, { title: 'any', description: '' });
  const [light = '', dark = ''] = drawn.split('@media screen and (prefers-color-scheme:dark)');
  expect(light).not.toContain('#14171b');
  expect(dark).toContain('.timeline .tl-paper{fill:#14171b}');
});
