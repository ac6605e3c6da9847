import { VirtualClock } from '../src/virtual-clock';

const quiet = () => Promise.resolve();

test('stands still until it is told to pass', async () => {
  const clock = new VirtualClock(0);
  const fired: number[] = [];
  clock.after(1000, () => fired.push(clock.now()));
  await clock.pass(999, quiet);
  expect(fired).toEqual([]);
  await clock.pass(1, quiet);
  expect(fired).toEqual([1000]);
  expect(clock.now()).toBe(1000);
});

test('fires in the order of time, ties in the order they were set, and what fires may set more', async () => {
  const clock = new VirtualClock(0);
  const fired: string[] = [];
  clock.after(20, () => fired.push('second'));
  clock.after(10, () => {
    fired.push('first');
    clock.after(5, () => fired.push('between'));
  });
  clock.after(20, () => fired.push('third'));
  await clock.pass(30, quiet);
  expect(fired).toEqual(['first', 'between', 'second', 'third']);
});

test('no two stamps are the same, and timers fire at their exact moment all the same', async () => {
  const clock = new VirtualClock(1_764_200_000_000);
  const fired: number[] = [];
  const stamps = [clock.stamp(), clock.stamp()];
  clock.after(1000, () => fired.push(clock.now()));
  stamps.push(clock.stamp());
  await clock.pass(1000, quiet);
  stamps.push(clock.stamp());
  expect(fired).toEqual([1_764_200_001_000]);
  expect(stamps).toEqual([...new Set(stamps)].sort((a, b) => a - b));
  expect(stamps[3]! - stamps[2]!).toBeGreaterThan(1000);
  expect(clock.wall()).toBe(stamps[3]);
});

test('a date lies after all stamps before it, and before those that follow', async () => {
  const clock = new VirtualClock(1_764_200_000_000);
  const before = clock.stamp();
  const date = clock.date();
  expect(clock.date()).toBe(date);
  const after = clock.stamp();
  expect([before < date, date < after, date % 1]).toEqual([true, true, 0]);
  await clock.pass(30_000, quiet);
  expect(clock.date() - date).toBe(30_001);
});

test('its time of day may catch up with the real one, and does not move its timers', () => {
  const clock = new VirtualClock(0);
  const begin = performance.now();
  while (performance.now() < begin + 5);
  clock.catchUp();
  expect(clock.wall()).toBeGreaterThanOrEqual(5);
  clock.followMachine();
  const wall = clock.wall();
  while (clock.wall() === wall);
  expect(clock.now()).toBe(0);
});

test('a cancelled timer does not fire', async () => {
  const clock = new VirtualClock(0);
  const fired: string[] = [];
  const timer = clock.after(10, () => fired.push('cancelled'));
  clock.after(10, () => fired.push('kept'));
  timer.cancel();
  await clock.pass(10, quiet);
  expect(fired).toEqual(['kept']);
});

test('waits for quiet after every instant, before the next one', async () => {
  const clock = new VirtualClock(0);
  const log: string[] = [];
  clock.after(10, () => log.push('10'));
  clock.after(20, () => log.push('20'));
  await clock.pass(20, async () => {
    log.push('quiet');
    await Promise.resolve();
  });
  expect(log).toEqual(['quiet', '10', 'quiet', '20', 'quiet']);
});
