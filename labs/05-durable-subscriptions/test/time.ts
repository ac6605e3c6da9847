import { inOwnTime, limitOnRealServer } from '@workbook/testkit';

/** What is let pass at most on a real server, where it takes its time: more than the ackWait of payments. */
const LONGEST_THERE = 6000;

limitOnRealServer(30_000);

/** So many milliseconds, to let pass; fewer on a real server. */
export function long(ms: number): string {
  return `${process.env.NATS_STREAMING_SERVER ? Math.min(ms, LONGEST_THERE) : ms}ms`;
}

/** More than any ackWait of the lab, several times that of payments. */
export const LONG = long(31_000);

/**
 * Runs the learner's code: its timers go with the time of the test. Until a test lets time pass, it goes on as
 * it does elsewhere: somebody may wait a moment.
 */
export function run<T>(code: () => T): T {
  return inOwnTime(code, 'goes on');
}
