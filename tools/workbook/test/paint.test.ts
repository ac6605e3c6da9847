import { paintFor } from '../src/paint';

const { NO_COLOR, FORCE_COLOR } = process.env;
beforeEach(() => {
  delete process.env.NO_COLOR;
  process.env.FORCE_COLOR = '0';
});
afterEach(() => {
  Object.assign(process.env, { NO_COLOR, FORCE_COLOR });
  if (NO_COLOR === undefined) delete process.env.NO_COLOR;
  if (FORCE_COLOR === undefined) delete process.env.FORCE_COLOR;
});

test('a terminal has colours, whatever Node thinks of its own', () => {
  const paint = paintFor({ isTTY: true });
  expect(paint.good('x')).toBe('\u001b[32mx\u001b[39m');
  expect(paint.bad('x')).toBe('\u001b[31mx\u001b[39m');
  expect(paint.strong('x')).toBe('\u001b[1mx\u001b[22m');
  expect(paint.faint('x')).toBe('\u001b[2mx\u001b[22m');
});

test('a terminal has none where NO_COLOR is set', () => {
  process.env.NO_COLOR = '1';
  expect(paintFor({ isTTY: true }).good('x')).toBe('x');
});

test('what is no terminal has none, even if Node would make some', () => {
  process.env.FORCE_COLOR = '1';
  expect(paintFor({}).good('x')).toBe('x');
});
