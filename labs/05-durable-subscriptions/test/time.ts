import { limitOnRealServer, OwnTime, type TestBroker } from '@workbook/testkit';

/** More than any ackWait of the lab, several times that of payments. */
export const LONG = 31_000;

/** What is let pass of it on a real server, where it takes its time: more than the ackWait of payments. */
const LONGEST_THERE = 6000;

limitOnRealServer(30_000);

let time = new OwnTime();
let restore = (): void => undefined;
beforeEach(() => {
  time = new OwnTime();
  const stop = time.install();
  // Until a test lets time pass, it goes on as it does elsewhere: somebody may wait a moment.
  let then = performance.now();
  const pace = setInterval(() => {
    const ms = Math.floor(performance.now() - then);
    then += ms;
    time.pass(ms);
  }, 1);
  restore = () => {
    clearInterval(pace);
    stop();
  };
});
afterEach(() => restore());

/** Runs the learner's code: its timers go with the time of the test. */
export function run<T>(code: () => T): T {
  return time.run(code);
}

/** Lets time pass for the broker and for what the learner's code waits for. */
export function pass(broker: TestBroker, ms: number): Promise<void> {
  return time.passWith(
    broker,
    process.env.NATS_STREAMING_SERVER ? Math.min(ms, LONGEST_THERE) : ms,
  );
}
