import { RealClock } from '../src/real-clock';

const DAY_MS = 86_400_000;
/** 2^63 ns, which is as long as a duration can be. */
const LONGEST_MS = 2 ** 63 / 1e6;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each([
  ['25 days, where one timer of Node ends', 25],
  ['60 days, of several such timers', 60],
])('waits for %s', async (_, days) => {
  const clock = new RealClock();
  let fired = 0;
  clock.after(days * DAY_MS, () => (fired += 1));
  await jest.advanceTimersByTimeAsync(days * DAY_MS - 1);
  expect(fired).toBe(0);
  await jest.advanceTimersByTimeAsync(1);
  expect(fired).toBe(1);
  await jest.advanceTimersByTimeAsync(100 * DAY_MS);
  expect(fired).toBe(1);
});

test('the longest duration there is is not over', async () => {
  const clock = new RealClock();
  let fired = 0;
  clock.after(LONGEST_MS, () => (fired += 1));
  await jest.advanceTimersByTimeAsync(400 * DAY_MS);
  expect(fired).toBe(0);
});

test.each([1, 30, 60])('a long wait is cancelled after %d days', async (days) => {
  const clock = new RealClock();
  let fired = 0;
  const timer = clock.after(90 * DAY_MS, () => (fired += 1));
  await jest.advanceTimersByTimeAsync(days * DAY_MS);
  timer.cancel();
  await jest.advanceTimersByTimeAsync(365 * DAY_MS);
  expect(fired).toBe(0);
});
