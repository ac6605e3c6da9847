import { noteUncaught, OwnTime, type TestBroker } from '@workbook/testkit';

let time = new OwnTime();
let restore = (): void => undefined;
beforeEach(() => {
  time = new OwnTime();
  restore = time.install();
});
afterEach(() => restore());

/** What the learner's code leaves to nobody: that is for step 5 to say. */
export const uncaught = noteUncaught();

/** Runs the learner's code: its timers go with the time of the test. */
export function run<T>(code: () => T): T {
  return time.run(code);
}

/** Lets time pass for the broker and for what the learner's code waits for. */
export function pass(broker: TestBroker, ms: number): Promise<void> {
  return time.passWith(broker, ms);
}
