import promises from 'node:timers/promises';

type InHandFile = typeof import('../src/in-hand');

/**
 * Loads `src/in-hand.ts` into a world in which only `advance` lets time pass, in whichever way it waits: by
 * global timers, by those that are promises, or by those made into promises.
 */
export async function inFakeTime(
  run: (file: InHandFile, advance: (ms: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  // Turns of the event loop are no time.
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
  const sleep = (ms?: number, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => setTimeout(() => resolve(value), ms));
  const replaced = jest.spyOn(promises, 'setTimeout').mockImplementation(sleep);
  try {
    await jest.isolateModulesAsync(async () => {
      await run(jest.requireActual<InHandFile>('../src/in-hand'), async (ms) => {
        await jest.advanceTimersByTimeAsync(ms);
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
      });
    });
  } finally {
    replaced.mockRestore();
    jest.useRealTimers();
  }
}
