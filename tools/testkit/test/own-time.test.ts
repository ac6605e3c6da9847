import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OwnTime } from '../src';

let time = new OwnTime(false);
let restore: () => void;
beforeEach(() => {
  time = new OwnTime(false);
  restore = time.install();
});
afterEach(() => restore());

test('what learners wait for is over when the test says so', async () => {
  const over: string[] = [];
  const begin = Date.now();
  time.run(() => {
    setTimeout(() => over.push('setTimeout'), 2000);
    void wait(2000, 'timers/promises').then((value) => over.push(value));
    void promisify(setTimeout)(2000).then(() => over.push('promisify'));
    clearTimeout(setTimeout(() => over.push('cleared'), 1000));
    const every = setInterval(() => over.push(`interval ${Date.now() - begin >= 1000}`), 1500);
    setTimeout(() => clearInterval(every), 1900);
  });
  for (const step of [1500, 499]) {
    time.pass(step);
    await new Promise(setImmediate);
  }
  expect(over).toEqual(['interval true']);
  expect(time.untilNext(5000)).toBe(100);
  time.pass(1);
  await new Promise(setImmediate);
  expect(over).toEqual(['interval true', 'setTimeout', 'timers/promises', 'promisify']);
});

test('every clock that learners read goes with it', () => {
  const clocks = (): number[] => {
    const [seconds, nanoseconds] = process.hrtime(begin);
    return [
      Date.now(),
      new Date().getTime(),
      performance.now(),
      Number(process.hrtime.bigint()) / 1e6,
      seconds * 1000 + nanoseconds / 1e6,
    ];
  };
  const begin = time.run(() => process.hrtime());
  const before = time.run(clocks);
  const deadline = time.run(() => AbortSignal.timeout(2000));
  time.pass(1999);
  expect(deadline.aborted).toBe(false);
  time.pass(1);
  const after = time.run(clocks);
  expect(after.map((now, index) => Math.round(now - before[index]!))).toEqual(Array(5).fill(2000));
  expect(deadline.reason).toMatchObject({ name: 'TimeoutError' });
});

test('it goes with what a timer starts, and leaves the time of all others alone', async () => {
  let runs = 0;
  const again = (): void => {
    runs++;
    setTimeout(again, 1000);
  };
  time.run(again);
  await wait(1);
  for (let second = 0; second < 3; second++) time.pass(1000);
  expect(runs).toBe(4);
  expect(Date.now()).toBeGreaterThan(new Date(2020, 1).getTime());
});
