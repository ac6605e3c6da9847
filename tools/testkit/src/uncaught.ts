import vm from 'node:vm';

/** jest gives tests a copy of `process`: errors that nobody catches come to the one outside. */
const outside = vm.runInThisContext('process') as NodeJS.Process;

/**
 * In the tests of this file, errors that the learner's code leaves to nobody, which would end its process,
 * are noted and not the test's failure: for steps that are about something else.
 *
 * @returns a function that gives what nobody has caught in the running test so far
 */
export function noteUncaught(): () => readonly unknown[] {
  let uncaught: unknown[] = [];
  const before = new Map<string, ((...args: unknown[]) => void)[]>();
  const note = (error: unknown): void => void uncaught.push(error);
  beforeEach(() => {
    uncaught = [];
    for (const event of ['uncaughtException', 'unhandledRejection']) {
      before.set(event, outside.rawListeners(event) as never);
      outside.removeAllListeners(event).on(event, note);
    }
  });
  afterEach(async () => {
    // What was rejected last is told at the end of this turn.
    await new Promise(setImmediate);
    for (const [event, listeners] of before) {
      outside.removeAllListeners(event);
      for (const listener of listeners) outside.on(event, listener);
    }
  });
  return () => uncaught;
}
