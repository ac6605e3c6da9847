import { inTime } from '../src';

const finding = { expected: 'a', happened: 'it is still pending', look: 'c', read: 'd' };

test('what settles is passed on, what rejects too', async () => {
  expect(await inTime(Promise.resolve(7), finding)).toBe(7);
  await expect(inTime(Promise.reject(new Error('no')), finding)).rejects.toThrow('no');
});

test('what stays pending fails with the finding, and says how long was waited', async () => {
  jest.useFakeTimers();
  try {
    const waiting = inTime(new Promise<never>(() => undefined), finding);
    const failed = expect(waiting).rejects.toThrow(/it is still pending\n +after 4 s/);
    await jest.runAllTimersAsync();
    await failed;
    const happened = ['it is still pending', 'after 4 s'];
    await expect(waiting).rejects.toMatchObject({ finding: { ...finding, happened } });
  } finally {
    jest.useRealTimers();
  }
});
