import { formatDuration, parseDuration } from '../src/duration';

test.each([
  ['5s', 5000],
  ['500ms', 500],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['0', 0],
  ['-0', 0],
  ['+5s', 5000],
  ['-1h30m', -5_400_000],
  ['.5s5.ms', 505],
  ['32.431s', 32_431],
  ['1\u00b5s1\u03bcs1us', 0.003],
  ['1000h', 3_600_000_000],
  ['2562047h47m', 9_223_372_020_000],
  ['-2562047h47m16.854775808s', -(2 ** 63) / 1e6],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  ['', 'invalid duration ""'],
  ['-', 'invalid duration "-"'],
  ['s', 'invalid duration "s"'],
  ['.s', 'invalid duration ".s"'],
  ['5', 'missing unit in duration "5"'],
  ['1h5', 'missing unit in duration "1h5"'],
  ['5 s', 'unknown unit " s" in duration "5 s"'],
  ['5d', 'unknown unit "d" in duration "5d"'],
  ['5toString', 'unknown unit "toString" in duration "5toString"'],
  ['1h-5m', 'unknown unit "h-" in duration "1h-5m"'],
  ['2562048h', 'invalid duration "2562048h"'],
  ['99999999999999999999s', 'invalid duration "99999999999999999999s"'],
])('%j is refused in the words of Go, and with an example', (text, reason) => {
  expect(() => parseDuration(text)).toThrow(/is not a duration.*5s/);
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ reason }) as Error);
});

test.each([
  [0, '0s'],
  [0.25, '250µs'],
  [500, '500ms'],
  [1500, '1.5s'],
  [10_000, '10s'],
  [90_000, '1m30s'],
  [86_400_000, '24h0m0s'],
  [100_000.000_01, '1m40.00000001s'],
  [-1500, '-1.5s'],
])('%d ms is written as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
