type Fakeable = NonNullable<
  Extract<Parameters<typeof jest.useFakeTimers>[0], { doNotFake?: unknown }>['doNotFake']
>;

const LATER: Fakeable = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'];
const REST: Fakeable = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
];

/** What the code under test waits for with timers is in the hands of the test; dates are as they are. */
export function holdTimers(): void {
  jest.useFakeTimers({ doNotFake: [...REST, 'Date'] });
}

/** It is `now`, for whoever asks, until the test ends the fake. */
export function holdClockAt(now: Date): void {
  jest.useFakeTimers({ now, doNotFake: [...REST, ...LATER] });
}
