import { setImmediate as turn } from 'node:timers/promises';

/** So often signals and other work of the process get their turn. */
const RUNS_IN_A_ROW = 100;

let runs = 0;

/** Called before each schedule: nothing of them waits for anything outside, and many of them take seconds. */
export async function breathe(): Promise<void> {
  if (++runs % RUNS_IN_A_ROW === 0) await turn();
}
