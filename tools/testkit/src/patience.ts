/**
 * How long a wait may take before a test gives up, in milliseconds: `ms` on a learner's machine. Where many
 * tests run at a time, or the machine has much else to do, `WORKBOOK_PATIENCE` is how many times as long:
 * nothing that works is called slow there.
 */
export function patient(ms: number): number {
  return ms * Number(process.env.WORKBOOK_PATIENCE ?? 1);
}

/** On a real server seconds really pass: the tests of the file may take `ms` each there, and not 10 s. */
export function limitOnRealServer(ms: number): void {
  if (process.env.NATS_STREAMING_SERVER) jest.setTimeout(ms);
}
