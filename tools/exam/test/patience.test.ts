import os from 'node:os';
import { patienceNow } from '../src/guard/patience.cjs';

afterEach(() => jest.restoreAllMocks());

/** As if each core had `load` processes that want to run. */
function busy(load: number): void {
  const all = load * os.availableParallelism();
  jest.spyOn(os, 'loadavg').mockReturnValue([all, all, all]);
}

test.each([
  [0, 1],
  [2, 1],
  [3.9, 1],
  [4, 2],
  [15, 7],
])('with %s processes for each core a run is %s times as patient', (load, times) => {
  busy(load);
  expect(patienceNow()).toBe(times);
});

test('who asks for more is given more', () => {
  busy(2);
  expect(patienceNow(2)).toBe(2);
  busy(15);
  expect(patienceNow(2)).toBe(7);
});
