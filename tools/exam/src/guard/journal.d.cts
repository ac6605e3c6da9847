import type { Finding } from '@workbook/testkit/finding';
import type { State } from '../results/result';

/** One line of the journal of a run. */
export interface Entry {
  /**
   * `run`, `verdict` and `over` are the reporter's: after `over` nothing is told any more. `begin` and `end`
   * are a file of tests, or one test, that runs; `exit`, `flood`, `stuck` and `memory` are what went wrong in
   * it, and `broken` is a file that did not load, or failed beside its tests.
   */
  readonly kind:
    'run' | 'verdict' | 'over' | 'begin' | 'end' | 'exit' | 'flood' | 'stuck' | 'memory' | 'broken';
  /** The file of tests, absolute; absent for the reporter's. */
  readonly file?: string;
  /** The test with the names of its groups; absent while the file loads. */
  readonly test?: string;
  /** What went wrong. */
  readonly finding?: Finding;
  /** Of `over`. */
  readonly failed?: boolean;
  readonly pid: number;
}

export function note(entry: Omit<Entry, 'pid'>): void;
export function readJournal(file?: string): Entry[];
export function sinceRun(entries: readonly Entry[]): Entry[];
export function killsIn(entries: readonly Entry[]): Entry[];
export function stateOf(entry: Entry): State;
