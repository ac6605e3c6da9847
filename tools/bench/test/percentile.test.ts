import { median, percentile } from '../src/percentile';

test('a percentile is one of the values', () => {
  const values = [50, 15, 40, 20, 35];
  expect([1, 20, 21, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([
    15, 15, 20, 35, 50, 50,
  ]);
});

test('the median of an even number of values is the lower one of the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

test('of nothing there is none', () => {
  expect(() => median([])).toThrow(RangeError);
});
