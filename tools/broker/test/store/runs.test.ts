import { runsOf, sequencesOf } from '../../src/store/file/runs';

test.each([
  [[], ''],
  [[7], '7'],
  [[5, 6, 7, 9], '5-7 9'],
  [[9, 7, 5, 6], '5-7 9'],
  [[1, 3, 5], '1 3 5'],
])('%j is %j', (sequences, runs) => {
  expect(runsOf(sequences)).toBe(runs);
  expect(sequencesOf(runs)).toEqual(sequences.toSorted((a, b) => a - b));
});
