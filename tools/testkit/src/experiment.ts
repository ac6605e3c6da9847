/**
 * The plan of an experiment, `npm test -- --replay "deliver-twice payments-1 #1"`: it stands in place of
 * what the tests choose. Undefined in a normal run.
 */
export function experimentPlan(): string | undefined {
  return process.env.WORKBOOK_FAULTS;
}
