import type { Finding } from '@workbook/testkit/finding';
import type { State } from '../results/result';
import type { Supervised } from './supervise.cjs';

/** Of a run that ended without a verdict, what is known. */
export type Unfinished =
  /** There was none to begin: the folder has no tests. */
  | { readonly state: 'no tests'; readonly folder: string }
  | {
      readonly state: State;
      /** What ran last, `step 2`; absent if nothing did. */
      readonly step?: string;
      /** With the names of its groups; absent if it was the file itself. */
      readonly test?: string;
      /** It had come to its end. */
      readonly isOver?: boolean;
      /** What ended the process, if that is known. */
      readonly finding?: Finding;
      readonly signal?: NodeJS.Signals;
      readonly code?: number | null;
    };

export function exitCode(ended: Supervised): number;
export function unfinished(ended: Supervised): Unfinished | undefined;
