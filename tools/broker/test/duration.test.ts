import { formatDuration, parseDuration } from '../src/duration';

test.each([
  ['5s', 5000],
  ['500ms', 500],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['0', 0],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['5', '', 's', '5 s', '-1s', '5s!'])('"%s" is refused with an example', (text) => {
  expect(() => parseDuration(text)).toThrow(/is not a duration.*5s/);
});

test('2^63 ns are the end', () => {
  expect(parseDuration('2562047h47m16s')).toBe(9_223_372_036_000);
  expect(() => parseDuration('2562048h')).toThrow(/"2562048h" is longer than/);
});

test.each([
  [0, '0s'],
  [0.25, '250µs'],
  [500, '500ms'],
  [1500, '1.5s'],
  [10_000, '10s'],
  [90_000, '1m30s'],
  [86_400_000, '24h0m0s'],
])('%d ms is written as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
