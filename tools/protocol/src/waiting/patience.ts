/**
 * How long a wait may take before somebody gives up, in milliseconds: `ms` on a learner's machine. Where many
 * tests run at a time, or the machine has much else to do, `WORKBOOK_PATIENCE` is how many times as long:
 * nothing that works is called slow there.
 */
export function patient(ms: number): number {
  return ms * (Number(process.env.WORKBOOK_PATIENCE) || 1);
}
