import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { VirtualClock } from '@workbook/clock';
import { OwnTime } from '../src';

let clock = new VirtualClock();
let time = new OwnTime(clock);
let restore: () => void;
beforeEach(() => {
  clock = new VirtualClock();
  time = new OwnTime(clock);
  restore = time.install();
});
afterEach(() => restore());

const pass = (ms: number): Promise<void> =>
  clock.pass(ms, () => new Promise((resolve) => setImmediate(resolve)));

test('what learners wait for is over when the test says so', async () => {
  const over: string[] = [];
  time.run(() => {
    const begin = Date.now();
    setTimeout(() => over.push('setTimeout'), 2000);
    void wait(2000, 'timers/promises').then((value) => over.push(value));
    void promisify(setTimeout)(2000).then(() => over.push('promisify'));
    clearTimeout(setTimeout(() => over.push('cleared'), 1000));
    const every = setInterval(() => over.push(`interval ${Date.now() - begin >= 1500}`), 1500);
    setTimeout(() => clearInterval(every), 1900);
  });
  await pass(1999);
  expect(over).toEqual(['interval true']);
  await pass(1);
  expect(over).toEqual(['interval true', 'setTimeout', 'timers/promises', 'promisify']);
});

test('what looks again all the time does not stop it, and keeps its order', async () => {
  const over: string[] = [];
  let looks = 0;
  time.run(() => {
    setTimeout(() => over.push('20 ms'), 20);
    setTimeout(() => over.push('10 ms'), 10);
    setInterval(() => looks++, 1);
  });
  await pass(3000);
  expect(over).toEqual(['10 ms', '20 ms']);
  expect([looks > 10, looks <= 30]).toEqual([true, true]);
});

test('every clock that learners read goes with it', async () => {
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
  await pass(1999);
  expect(deadline.aborted).toBe(false);
  await pass(1);
  const after = time.run(clocks);
  expect(after.map((now, index) => Math.round(now - before[index]!))).toEqual(Array(5).fill(2000));
  expect(deadline.reason).toMatchObject({ name: 'TimeoutError' });
});

test('it goes with what a timer starts, and leaves the timers of all others alone', async () => {
  let runs = 0;
  const again = (): void => {
    runs++;
    setTimeout(again, 1000);
  };
  time.run(again);
  await wait(1);
  await pass(3000);
  expect(runs).toBe(4);
});

test('the date of everybody goes with it, and that of the test goes on by itself', async () => {
  const begin = Date.now();
  const text = Date();
  await pass(3_600_000);
  await wait(20);
  expect(Date.now() - begin).toBeGreaterThanOrEqual(3_600_019);
  expect(Date()).not.toBe(text);
  expect(new Date() instanceof Date).toBe(true);
  expect(new Date(2020, 5, 1).getMonth()).toBe(5);
});

test('what may go on by itself does', async () => {
  const [date, before] = time.run(() => [Date.now(), performance.now()] as const, 'goes on');
  await time.run(() => new Promise((resolve) => setTimeout(resolve, 20)), 'goes on');
  time.run(() => {
    expect(Date.now() - date).toBeGreaterThanOrEqual(19);
    expect(performance.now() - before).toBeGreaterThanOrEqual(19);
  }, 'goes on');
});

test('afterwards everything is as it was, also for who holds on to it', async () => {
  const { Date: own } = globalThis;
  let isOver = false;
  time.run(() => setTimeout(() => (isOver = true), 1000));
  restore();
  await pass(1_000_000);
  expect(isOver).toBe(false);
  expect(globalThis.Date).not.toBe(own);
  expect(Math.abs(own.now() - Date.now())).toBeLessThan(1000);
});

test('promises bear nothing of a time that is over', () => {
  // Node 24 and newer have no promise bear anything.
  const borne = (): number => Object.getOwnPropertySymbols(Promise.resolve()).length;
  restore();
  const before = borne();
  for (let count = 0; count < 10; count++) {
    const own = new OwnTime(clock);
    const end = own.install();
    expect(own.run(() => typeof setTimeout)).toBe('function');
    end();
  }
  expect(borne()).toBe(before);
});
