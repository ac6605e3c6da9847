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
